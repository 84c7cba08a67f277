package ai.kelix.tensor.program;

import ai.kelix.tensor.graph.Graph;
import ai.kelix.tensor.graph.WorkingMemory;
import ai.kelix.tensor.op.Arrangement;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Product;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.weights.PackedWeight;
import ai.kelix.tensor.weights.RowRange;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    Walk walk = new Walk(sizes.isEmpty() ? recorded : recorded.resolved(sizes), weights);
    walk.graph.nodes().forEach(walk::visit);
    return walk.outline();
  }

  /** Rows of a weight that a value shows. */
  private record Part(String weight, long first) {}

  /** What was met so far. */
  private static final class Walk {
    private final Graph graph;
    private final TensorSource source;
    private final Map<Integer, Part> shown = new HashMap<>();
    private final Map<String, StoredTensor> weights = new LinkedHashMap<>();
    private final Set<String> linear = new LinkedHashSet<>();
    private final Set<String> lookedUp = new LinkedHashSet<>();
    private final Map<String, Set<RowRange>> parts = new LinkedHashMap<>();
    private final Map<String, PackedWeight> packed = new LinkedHashMap<>();
    private long inputs;

    Walk(Graph graph, TensorSource source) {
      this.graph = graph;
      this.source = source;
    }

    void visit(Graph.Node node) {
      Op op = node.op();
      if (op instanceof Source.Input input) {
        inputs += input.type().shape().isFixed() ? input.type().bytes() : 0;
      } else if (op instanceof Source.Weight weight) {
        weights.put(weight.name(), source.weight(weight.name(), weight.type().shape().sizes()));
        source.packed(weight.name()).ifPresent(other -> packed.put(weight.name(), other));
        shown.put(node.results().get(0), new Part(weight.name(), 0));
      } else if (op instanceof View.Narrow narrow && narrow.axis() == 0) {
        narrowed(node, narrow);
      } else if (op instanceof Product.Linear) {
        note(linear, node.operands().get(1));
      } else if (op instanceof Arrangement.Rows) {
        note(lookedUp, node.operands().get(0));
      }
    }

    private void narrowed(Graph.Node node, View.Narrow narrow) {
      Part whole = shown.get(node.operands().get(0));
      if (whole != null && narrow.start().isFixed() && narrow.length().isFixed()) {
        long first = whole.first() + narrow.start().size();
        shown.put(node.results().get(0), new Part(whole.weight(), first));
        parts
            .computeIfAbsent(whole.weight(), name -> new LinkedHashSet<>())
            .add(new RowRange(first, narrow.length().size()));
      }
    }

    private void note(Set<String> names, int value) {
      Part part = shown.get(value);
      if (part != null) {
        names.add(part.weight());
      }
    }

    Outline outline() {
      return new Outline(
          weights, linear, lookedUp, parts, packed, inputs, WorkingMemory.peak(graph));
    }
  }
}
