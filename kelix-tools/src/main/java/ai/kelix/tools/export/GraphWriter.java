package ai.kelix.tools.export;

import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.weights.TensorSource;
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
