package ai.kelix.tensor.program;

import ai.kelix.tensor.graph.Graph;
import ai.kelix.tensor.op.Arrangement;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Product;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.weights.RowRange;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a recorded program does with weights, whatever checkpoint they come from.
 *
 * @param weights shapes of the weights that it reads, by name, in order
 * @param linear the names of those that linear layers multiply by
 * @param lookedUp the names of tables of which rows are looked up
 * @param parts the rows that are used of weights of which not all are, by name
 */
public record WeightUse(
    Map<String, Shape> weights,
    Set<String> linear,
    Set<String> lookedUp,
    Map<String, Set<RowRange>> parts) {

  /** Looks through a program, without what nobody reads. */
  public static WeightUse of(Program program) {
    return of(program.traced(Set.of()).pruned());
  }

  /** Looks through a recorded program. */
  static WeightUse of(Graph graph) {
    Walk walk = new Walk();
    graph.nodes().forEach(walk::visit);
    return new WeightUse(walk.weights, walk.linear, walk.lookedUp, walk.parts);
  }

  /** Rows of a weight that a value shows. */
  private record Part(String weight, long first) {}

  /** What was met so far. */
  private static final class Walk {
    private final Map<Integer, Part> shown = new HashMap<>();
    private final Map<String, Shape> weights = new LinkedHashMap<>();
    private final Set<String> linear = new LinkedHashSet<>();
    private final Set<String> lookedUp = new LinkedHashSet<>();
    private final Map<String, Set<RowRange>> parts = new LinkedHashMap<>();

    void visit(Graph.Node node) {
      Op op = node.op();
      if (op instanceof Source.Weight weight) {
        weights.put(weight.name(), weight.type().shape());
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
  }
}
