package ai.kelix.tensor.program;

import ai.kelix.tensor.graph.Graph;
import ai.kelix.tensor.graph.WorkingMemory;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.weights.PackedWeight;
import ai.kelix.tensor.weights.RowRange;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a program will ask for, found without computing: its recorded operations are looked through.
 * This takes milliseconds and no memory, so a loader refuses unfit weights before any native
 * library is touched.
 *
 * @param weights the weights that the program reads, by name
 * @param linear the names of those that linear layers multiply by
 * @param lookedUp the names of tables of which rows are looked up
 * @param parts the rows that are used of weights of which not all are, by name
 * @param packed those that exist in another format too, by name
 * @param inputs bytes of all inputs, states among them, as far as sizes are known
 * @param working the most bytes of results that are needed at one moment, as far as sizes are known
 */
public record Outline(
    Map<String, StoredTensor> weights,
    Set<String> linear,
    Set<String> lookedUp,
    Map<String, Set<RowRange>> parts,
    Map<String, PackedWeight> packed,
    long inputs,
    long working) {

  /** Copies the collections. */
  public Outline {
    weights = Map.copyOf(weights);
    linear = Set.copyOf(linear);
    lookedUp = Set.copyOf(lookedUp);
    parts = Map.copyOf(parts);
    packed = Map.copyOf(packed);
  }

  /**
   * Looks through a program whose varying sizes stay unknown.
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
   * Looks through a program with known sizes, for {@link #inputs} and {@link #working}.
   *
   * @param sizes the size of each symbol of the inputs, by its name; symbols that are absent stay
   *     unknown
   * @throws RuntimeException as {@link #of(Program, TensorSource)}
   */
  public static Outline of(Program program, TensorSource weights, Map<String, Long> sizes) {
    Graph recorded = program.traced(weights, Set.of()).pruned();
    Graph graph = sizes.isEmpty() ? recorded : recorded.resolved(sizes);
    WeightUse use = WeightUse.of(graph);
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    Map<String, PackedWeight> packed = new LinkedHashMap<>();
    use.weights()
        .forEach(
            (name, shape) -> {
              stored.put(name, weights.weight(name, shape.sizes()));
              weights.packed(name).ifPresent(other -> packed.put(name, other));
            });
    return new Outline(
        stored,
        use.linear(),
        use.lookedUp(),
        use.parts(),
        packed,
        inputs(graph),
        WorkingMemory.peak(graph));
  }

  private static long inputs(Graph graph) {
    long bytes = 0;
    for (Graph.Node node : graph.nodes()) {
      if (node.op() instanceof Source.Input input && input.type().shape().isFixed()) {
        bytes += input.type().bytes();
      }
    }
    return bytes;
  }
}
