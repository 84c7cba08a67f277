package ai.kelix.core.export;

import ai.kelix.core.checkpoint.TensorSource;
import ai.kelix.core.program.Program;
import java.nio.file.Path;

/** Writes programs as files that another runtime reads. */
@FunctionalInterface
public interface GraphWriter {
  /**
   * Writes one program, replacing an older file.
   *
   * @param program what to write
   * @param weights its checkpoint, whose files lie in the folder
   * @param folder where to write
   * @return the file, whose name begins with that of the program
   */
  Path write(Program program, TensorSource weights, Path folder);
}
