package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.weights.StoredTensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was recorded in a folder, by name. */
final class Golden {
  /** The file of a component's recordings. */
  static final String FILE = "golden.safetensors";

  private final Map<String, Supplier<HostTensor>> recorded;
  private final Set<String> used = new HashSet<>();

  /**
   * Takes recordings.
   *
   * @param recorded by name; read when they are asked for
   */
  Golden(Map<String, Supplier<HostTensor>> recorded) {
    this.recorded = Collections.unmodifiableMap(new LinkedHashMap<>(recorded));
  }

  static Golden read(Path folder) {
    return new Golden(tensors(folder.resolve(FILE), ""));
  }

  /** Returns the tensors of a file under their names behind a prefix. */
  static Map<String, Supplier<HostTensor>> tensors(Path file, String prefix) {
    Checkpoint opened = Checkpoint.openFile(file);
    Map<String, Supplier<HostTensor>> tensors = new LinkedHashMap<>();
    for (String name : opened.names()) {
      StoredTensor stored = opened.require(name);
      tensors.put(
          prefix + name, () -> HostTensor.wrap(opened.map(stored), stored.dtype(), stored.sizes()));
    }
    return tensors;
  }

  Set<String> names() {
    return recorded.keySet();
  }

  /** Returns what a pattern finds at the beginning of names, each once and in order. */
  Set<String> groups(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    Set<String> found = new TreeSet<>();
    for (String name : names()) {
      Matcher matcher = compiled.matcher(name);
      if (matcher.lookingAt()) {
        found.add(matcher.group());
      }
    }
    return found;
  }

  boolean has(String name) {
    return recorded.containsKey(name);
  }

  /** Returns what is to be compared. */
  Optional<HostTensor> find(String name) {
    return Optional.ofNullable(recorded.get(name)).map(Supplier::get);
  }

  /** Tells whether a check computed something from the tensor. */
  boolean wasUsed(String name) {
    return used.contains(name);
  }

  /**
   * Returns what a check computes from.
   *
   * @throws NotCompared if it was not recorded, so that nothing can be compared
   */
  HostTensor get(String name) {
    used.add(name);
    return find(name)
        .orElseThrow(() -> NotCompared.undecided("nothing was recorded as '" + name + "'"));
  }
}
