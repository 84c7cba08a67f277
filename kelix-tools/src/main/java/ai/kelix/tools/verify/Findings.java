package ai.kelix.tools.verify;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tools.verify.Finding.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects verdicts; each golden tensor gets at most one, the first. */
final class Findings {
  private final Golden golden;
  private final Function<String, Tolerance> tolerances;
  private final Map<String, Finding> byTensor = new LinkedHashMap<>();

  Findings(Golden golden, Function<String, Tolerance> tolerances) {
    this.golden = golden;
    this.tolerances = tolerances;
  }

  /** Compares if something was recorded under the name. */
  void compare(String name, HostTensor computed) {
    golden
        .find(name)
        .ifPresent(
            recorded ->
                byTensor.putIfAbsent(
                    name, Comparison.compare(name, recorded, computed, tolerances.apply(name))));
  }

  /** Compares all of a run under a prefix. */
  void compareAll(String prefix, Map<String, HostTensor> computed) {
    computed.forEach((name, value) -> compare(prefix + name, value));
  }

  /** Takes inputs of the checks as given; {@link #all} tells if no check used one after all. */
  void input(String... names) {
    for (String name : names) {
      if (golden.has(name)) {
        byTensor.putIfAbsent(name, Finding.input(name));
      }
    }
  }

  /** Says why the tensors of a prefix cannot be compared here. */
  void skip(String prefix, String reason) {
    conclude(prefix, name -> Finding.uncompared(name, Verdict.SKIPPED, reason));
  }

  /**
   * Says of numbers that differ under a prefix that they were computed under assumptions, so that
   * nothing is proved; what is equal confirms them.
   */
  void assume(String prefix, String assumptions) {
    byTensor.replaceAll(
        (name, finding) ->
            name.startsWith(prefix)
                    && finding.verdict() == Verdict.DIFFERENT
                    && Double.isFinite(finding.error())
                ? Finding.uncompared(name, Verdict.UNDECIDED, "differs if " + assumptions)
                : finding);
  }

  /** Runs one group of checks; a failure becomes the verdict of its tensors instead of the end. */
  void group(String prefix, Runnable checks) {
    boolean recorded = golden.names().stream().anyMatch(name -> name.startsWith(prefix));
    if (!recorded) {
      return;
    }
    try {
      checks.run();
    } catch (NotCompared e) {
      String reason = "" + e.getMessage();
      conclude(prefix, name -> Finding.uncompared(name, e.verdict(), reason));
    } catch (RuntimeException e) {
      conclude(prefix, name -> Finding.different(name, "" + e.getMessage()));
    }
  }

  private void conclude(String prefix, Function<String, Finding> verdict) {
    golden.names().stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> !byTensor.containsKey(name) || isIdle(byTensor.get(name)))
        .forEach(name -> byTensor.put(name, verdict.apply(name)));
  }

  /** Returns one finding for every golden tensor; what nothing checked is undecided. */
  List<Finding> all() {
    return golden.names().stream().map(this::of).toList();
  }

  private boolean isIdle(@Nullable Finding finding) {
    return finding != null
        && finding.verdict() == Verdict.INPUT
        && !golden.wasUsed(finding.tensor());
  }

  private Finding of(String name) {
    Finding finding = byTensor.get(name);
    if (finding == null) {
      return Finding.uncompared(name, Verdict.UNDECIDED, "no check knows it");
    }
    return isIdle(finding)
        ? Finding.uncompared(name, Verdict.UNDECIDED, "no check used it")
        : finding;
  }
}
