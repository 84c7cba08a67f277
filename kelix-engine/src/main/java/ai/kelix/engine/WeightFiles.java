package ai.kelix.engine;

import ai.kelix.platform.Interruption;
import ai.kelix.tensor.weights.ChangedFileException;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The weight files as they were when the model was loaded. They stay mapped, and native code that
 * reads a mapping behind the end of a file that was cut takes the whole process down, so each call
 * looks at the sizes first; that takes microseconds. Immutable and thread-safe.
 */
final class WeightFiles {
  private final Map<Path, State> loaded;

  /**
   * What tells a file from another.
   *
   * @param key identity of the file, by which a new file of the same name is told from the old one;
   *     null where the system has none
   */
  private record State(long size, FileTime modified, @Nullable Object key) {
    static State of(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new State(found.size(), found.lastModifiedTime(), found.fileKey());
    }
  }

  private WeightFiles(Map<Path, State> loaded) {
    this.loaded = loaded;
  }

  /** Remembers the files of these checkpoints. */
  static WeightFiles of(List<TensorSource> checkpoints) {
    Map<Path, State> states = new HashMap<>();
    for (TensorSource checkpoint : checkpoints) {
      for (StoredTensor tensor : checkpoint.stored()) {
        states.computeIfAbsent(tensor.file(), WeightFiles::stateOf);
      }
    }
    return new WeightFiles(Map.copyOf(states));
  }

  private static State stateOf(Path file) {
    try {
      return State.of(file);
    } catch (IOException e) {
      Interruption.check(e, "looking at " + file);
      throw new ChangedFileException("the weights file " + file + " cannot be read any more", e);
    }
  }

  /**
   * Looks whether the mapped bytes are all still there. A file that was replaced by another of its
   * name, or deleted, lives on as long as it is mapped.
   *
   * @throws ChangedFileException if a file was cut
   */
  void requireWhole() {
    loaded.forEach(
        (file, before) -> {
          try {
            State now = State.of(file);
            if (now.size < before.size && Objects.equals(now.key, before.key)) {
              throw new ChangedFileException(
                  String.format(
                      Locale.ROOT,
                      "the weights file %s was cut from %d to %d bytes after the model was loaded; restore it and load the model again",
                      file,
                      before.size,
                      now.size));
            }
          } catch (IOException e) {
            // Deleted or moved: what is mapped does not depend on its name.
          }
        });
  }

  /**
   * Looks whether the files are those that were validated, before more is mapped of them.
   *
   * @throws ChangedFileException if one was cut, written, replaced or deleted
   */
  void requireUnchanged() {
    loaded.forEach(
        (file, before) -> {
          if (!stateOf(file).equals(before)) {
            throw new ChangedFileException(
                String.format(
                    Locale.ROOT,
                    "the weights file %s was changed after the model was loaded; load the model again",
                    file));
          }
        });
  }
}
