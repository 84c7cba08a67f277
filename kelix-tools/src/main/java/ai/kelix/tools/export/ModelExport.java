package ai.kelix.tools.export;

import ai.kelix.InvalidModelException;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tensor.weights.WeightFormat;
import ai.kelix.tools.inspect.ComponentInspection;
import ai.kelix.tools.inspect.Inspection;
import ai.kelix.tools.inspect.TensorLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ObjLongConsumer;

/**
 * Writes a model folder for inference: the weights of linear layers in another format, graphs that
 * point to weights instead of holding them, and all other files of the folder. For one thread.
 */
public final class ModelExport {
  private final Path target;
  private final boolean shares;
  private final List<ComponentExport> components = new ArrayList<>();

  /**
   * Plans an export; reads configurations and headers only.
   *
   * @param source folder of a model or of one component
   * @param target receives the files; must not hold an export already
   * @param format of the weights of linear layers
   * @param shares whether both folders are to share the bytes of weights that stay as they are,
   *     where the file system can; programs that take a file with two names for an attack, such as
   *     ONNX's own checker, want copies
   * @throws InvalidModelException if a tensor is missing or has another shape than the
   *     configuration demands, or the target lies in the source
   * @throws CheckpointException if a file is missing or malformed
   */
  public ModelExport(Path source, Path target, WeightFormat format, boolean shares) {
    this.target = target;
    this.shares = shares;
    Path from = source.toAbsolutePath().normalize();
    if (target.toAbsolutePath().normalize().startsWith(from)) {
      throw new InvalidModelException(
          String.format(
              Locale.ROOT,
              "%s lies in %s, which is to be exported: choose another folder",
              target,
              from));
    }
    for (ComponentInspection component : Inspection.of(from)) {
      requireComplete(component);
      Path below = target.resolve(from.relativize(component.folder()).toString());
      components.add(new ComponentExport(component, below, format));
    }
  }

  private static void requireComplete(ComponentInspection component) {
    if (!component.isComplete()) {
      List<TensorLine> wrong = new ArrayList<>(component.in(TensorLine.State.MISSING));
      wrong.addAll(component.in(TensorLine.State.UNFIT));
      throw new InvalidModelException(
          String.format(
              Locale.ROOT,
              "%s lacks %d tensors or has them in another shape, among them '%s'; ./kelix inspect"
                  + " names them all",
              component.folder(),
              wrong.size(),
              wrong.get(0).name()));
    }
  }

  /** Returns the bytes of packed weights that {@link #write} will write. */
  public long bytes() {
    return components.stream().mapToLong(ComponentExport::bytes).sum();
  }

  /**
   * Writes everything. Interrupted, a second call goes on.
   *
   * @param progress receives each packed weight's name and bytes when it is written
   * @throws CheckpointException if a file cannot be written, or the folder holds an export
   */
  public List<ExportedComponent> write(GraphWriter graphs, ObjLongConsumer<String> progress) {
    List<ExportedComponent> written = new ArrayList<>();
    try {
      for (ComponentExport component : components) {
        written.add(component.write(shares, graphs, progress));
      }
      return List.copyOf(written);
    } catch (IOException e) {
      throw new CheckpointException(
          String.format(Locale.ROOT, "cannot write the folder %s: %s", target, e.getMessage()), e);
    }
  }
}
