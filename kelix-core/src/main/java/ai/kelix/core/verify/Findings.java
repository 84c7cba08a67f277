package ai.kelix.core.verify;

import ai.kelix.core.program.HostTensor;
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

  /** Takes an input of the checks as given. */
  void input(String... names) {
    for (String name : names) {
      if (golden.has(name)) {
        byTensor.putIfAbsent(name, Finding.skipped(name, "input"));
      }
    }
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
    return golden.names().stream()
        .map(name -> byTensor.getOrDefault(name, Finding.skipped(name, "not checked on this side")))
        .toList();
  }
}
