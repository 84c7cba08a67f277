package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.weights.StoredTensor;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recorded tensors of a folder. */
final class Golden {
  private final Checkpoint file;
  private final Set<String> used = new HashSet<>();

  private Golden(Checkpoint file) {
    this.file = file;
  }

  static Golden read(Path folder) {
    return new Golden(Checkpoint.openFile(folder.resolve("golden.safetensors")));
  }

  Set<String> names() {
    return file.names();
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
    return file.find(name).isPresent();
  }

  /** Returns what is to be compared. */
  Optional<HostTensor> find(String name) {
    return file.find(name).map(this::tensor);
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

  private HostTensor tensor(StoredTensor stored) {
    return HostTensor.wrap(file.map(stored), stored.dtype(), stored.sizes());
  }
}
