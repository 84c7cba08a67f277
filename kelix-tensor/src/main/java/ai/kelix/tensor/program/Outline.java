package ai.kelix.tensor.program;

import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.internal.outline.OutlineLog;
import ai.kelix.tensor.weights.PackedWeight;
import ai.kelix.tensor.weights.RowRange;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a program will ask for, found without computing: its body runs once on tensors that have a
 * type and a shape but no numbers. This takes milliseconds and no memory, so backends that build
 * nothing beforehand refuse unfit weights when they compile and not in the first run, and a loader
 * refuses them before any native library is touched.
 *
 * @param weights the weights that the program reads, by name
 * @param linear the names of those that linear layers multiply by
 * @param lookedUp the names of tables of which rows are looked up
 * @param parts the rows that are used of weights of which not all are, by name
 * @param packed those that exist in another format too, by name
 * @param inputs bytes of all inputs, states among them, as far as sizes are known
 * @param largestResult bytes of the largest intermediate result, as far as sizes are known
 */
public record Outline(
    Map<String, StoredTensor> weights,
    Set<String> linear,
    Set<String> lookedUp,
    Map<String, Set<RowRange>> parts,
    Map<String, PackedWeight> packed,
    long inputs,
    long largestResult) {

  /** Copies the collections. */
  public Outline {
    weights = Map.copyOf(weights);
    linear = Set.copyOf(linear);
    lookedUp = Set.copyOf(lookedUp);
    parts = Map.copyOf(parts);
    packed = Map.copyOf(packed);
  }

  /**
   * Walks a program whose varying sizes stay unknown.
   *
   * @param program what will run
   * @param weights its checkpoint
   * @throws ai.kelix.tensor.weights.MissingTensorException if a weight is not there
   * @throws ai.kelix.tensor.weights.TensorShapeException if one has another shape
   * @throws ai.kelix.tensor.weights.TensorTypeException if one holds no floating-point numbers
   * @throws IllegalArgumentException if the shapes of the network itself do not fit together
   */
  public static Outline of(Program program, TensorSource weights) {
    return of(program, weights, Map.of());
  }

  /**
   * Walks a program with known sizes, for {@link #inputs} and {@link #largestResult}.
   *
   * @param sizes the size of each symbol of the inputs, by its name; symbols that are absent stay
   *     unknown
   * @throws RuntimeException as {@link #of(Program, TensorSource)}
   */
  public static Outline of(Program program, TensorSource weights, Map<String, Long> sizes) {
    OutlineLog log = new OutlineLog(weights);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    long bytes = 0;
    for (Program.Input input : program.inputs()) {
      Shape shape =
          new Shape(input.shape().dims().stream().map(dim -> dim.resolved(sizes)).toList());
      bytes += shape.isFixed() ? input.dtype().bytes() * shape.count().size() : 0;
      inputs.put(input.name(), log.input(input.dtype(), shape));
    }
    program.body().run(log.parameters(), inputs);
    return new Outline(
        log.weights(),
        log.linear(),
        log.lookedUp(),
        log.parts(),
        log.packed(),
        bytes,
        log.largest());
  }
}
