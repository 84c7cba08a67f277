package ai.kelix.core.verify;

import ai.kelix.core.program.HostTensor;
import ai.kelix.core.verify.Finding.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
    golden.names().stream()
        .filter(name -> name.startsWith(prefix))
        .forEach(name -> byTensor.putIfAbsent(name, Finding.skipped(name, reason)));
  }

  /** Runs one group of checks; a failure becomes the verdict of its tensors instead of the end. */
  void group(String prefix, Runnable checks) {
    boolean recorded = golden.names().stream().anyMatch(name -> name.startsWith(prefix));
    if (!recorded) {
      return;
    }
    try {
      checks.run();
    } catch (RuntimeException e) {
      golden.names().stream()
          .filter(name -> name.startsWith(prefix))
          .forEach(
              name -> byTensor.putIfAbsent(name, Finding.different(name, "" + e.getMessage())));
    }
  }

  /** Returns one finding for every golden tensor; what nothing checked is named as skipped. */
  List<Finding> all() {
    return golden.names().stream().map(this::of).toList();
  }

  private Finding of(String name) {
    Finding finding = byTensor.get(name);
    if (finding == null) {
      return Finding.skipped(name, "no check knows it");
    }
    boolean idle = finding.verdict() == Verdict.INPUT && !golden.wasUsed(name);
    return idle ? Finding.skipped(name, "no check used it") : finding;
  }
}
