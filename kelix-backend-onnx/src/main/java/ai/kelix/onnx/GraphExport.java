package ai.kelix.onnx;

import ai.kelix.KelixException;
import ai.kelix.onnx.internal.graph.GraphEncoder;
import ai.kelix.onnx.internal.lowering.LoweredProgram;
import ai.kelix.onnx.internal.lowering.Lowering;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.weights.TensorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Set;

/**
 * Writes programs as ONNX files beside their checkpoint.
 *
 * <p>The files hold no weights: each initializer names a safetensors file of the checkpoint, an
 * offset and a length, relative to the folder. Folder and files move together. A state, such as a
 * KV cache, is an input and an output of the name with {@code .updated}; give both the same memory
 * and it is updated in place. Sizes that vary are named dimensions.
 */
public final class GraphExport {

  private GraphExport() {}

  /**
   * Writes {@code <name of the program>.onnx}, replacing an older one in one move.
   *
   * @param program what to write
   * @param weights its checkpoint, whose files lie in the folder or below
   * @param folder where to write
   * @return the file
   * @throws IllegalArgumentException if a weights file is not below the folder
   * @throws KelixException if the file cannot be written
   */
  public static Path write(Program program, TensorSource weights, Path folder) {
    LoweredProgram lowered = Lowering.of(program, weights, Set.of());
    Path root = folder.toAbsolutePath().normalize();
    byte[] model = GraphEncoder.encode(lowered.graph(), file -> relative(root, file));
    Path target = folder.resolve(program.name() + ".onnx");
    Path part = folder.resolve(program.name() + ".onnx.part");
    try {
      Files.write(part, model);
      return Files.move(
          part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new KelixException(String.format(Locale.ROOT, "graph %s cannot be written", target), e);
    }
  }

  private static String relative(Path root, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (!absolute.startsWith(root)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "weights file %s is not below %s, so a graph there cannot point to it",
              absolute,
              root));
    }
    return root.relativize(absolute).toString().replace('\\', '/');
  }
}
