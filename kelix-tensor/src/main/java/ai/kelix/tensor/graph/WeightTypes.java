package ai.kelix.tensor.graph;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.op.Arrangement;
import ai.kelix.tensor.op.Product;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.type.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Takes weights as they are stored where the numbers stay the same: linear layers multiply by
 * 16-bit matrices, and rows are looked up before they are converted. Other uses get the type they
 * ask for.
 */
public final class WeightTypes {
  private final Function<Source.Weight, DType> stored;
  private final GraphTape tape = new GraphTape();
  private final Map<Integer, Tensor> values = new HashMap<>();
  private final Map<Integer, Tensor> asStored = new HashMap<>();

  private WeightTypes(Function<Source.Weight, DType> stored) {
    this.stored = stored;
  }

  /**
   * Rewrites a graph.
   *
   * @param graph whose weights are of the types in which the network computes
   * @param stored tells in which type the backend holds a weight where it can; the type that is
   *     asked for, to change nothing
   */
  public static Graph asStored(Graph graph, Function<Source.Weight, DType> stored) {
    WeightTypes rewriting = new WeightTypes(stored);
    graph.nodes().forEach(rewriting::take);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((name, value) -> outputs.put(name, rewriting.value(value)));
    return rewriting.tape.graph(outputs).pruned();
  }

  private void take(Graph.Node node) {
    List<Tensor> operands = new ArrayList<>();
    node.operands().forEach(operand -> operands.add(value(operand)));
    if (node.op() instanceof Arrangement.Rows && asStored.containsKey(node.operands().get(0))) {
      Tensor rows = require(asStored, node.operands().get(0)).rows(operands.get(1));
      values.put(node.results().get(0), rows.to(operands.get(0).dtype()));
      return;
    }
    if (node.op() instanceof Product.Linear && asStored.containsKey(node.operands().get(1))) {
      operands.set(1, require(asStored, node.operands().get(1)));
    }
    List<Tensor> results = tape.apply(node.op(), operands);
    for (int i = 0; i < results.size(); i++) {
      values.put(node.results().get(i), results.get(i));
    }
    noteStored(node);
  }

  private void noteStored(Graph.Node node) {
    if (node.op() instanceof Source.Weight weight) {
      DType held = stored.apply(weight);
      if (held != weight.type().dtype()) {
        Source.Weight other = new Source.Weight(weight.name(), weight.type().with(held));
        asStored.put(node.results().get(0), tape.apply(other, List.of()).get(0));
      }
    } else if (node.op() instanceof View view && asStored.containsKey(node.operands().get(0))) {
      Tensor whole = require(asStored, node.operands().get(0));
      asStored.put(node.results().get(0), whole.apply(view));
    }
  }

  private Tensor value(int number) {
    return require(values, number);
  }

  private static Tensor require(Map<Integer, Tensor> tensors, int number) {
    Tensor found = tensors.get(number);
    if (found == null) {
      throw new IllegalStateException("value " + number + " is used before it is made");
    }
    return found;
  }
}
