package ai.kelix.tensor.graph;

import ai.kelix.tensor.Tape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records the operations that are applied. Equal sources are recorded once. */
public final class GraphTape implements Tape {
  private final List<Graph.Node> nodes = new ArrayList<>();
  private final List<TensorType> types = new ArrayList<>();
  private final Map<Source, List<Tensor>> sources = new HashMap<>();
  private final BitSet states = new BitSet();
  private final Map<String, Tensor> stages = new LinkedHashMap<>();

  /** Makes an empty recording. */
  public GraphTape() {}

  @Override
  public List<Tensor> apply(Op op, List<Tensor> operands) {
    return op instanceof Source source
        ? sources.computeIfAbsent(source, key -> record(op, operands))
        : record(op, operands);
  }

  private List<Tensor> record(Op op, List<Tensor> operands) {
    op.writes().forEach(index -> requireState(op, operands.get(index)));
    List<Integer> taken = new ArrayList<>(operands.size());
    List<TensorType> found = new ArrayList<>(operands.size());
    for (Tensor operand : operands) {
      taken.add(number(operand));
      found.add(operand.type());
    }
    List<Tensor> results = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (TensorType type : op.infer(found)) {
      numbers.add(types.size());
      results.add(new Tensor(this, type, types.size()));
      types.add(type);
    }
    if (op instanceof Source.Input input && input.state()) {
      numbers.forEach(states::set);
    }
    nodes.add(new Graph.Node(op, taken, numbers));
    return results;
  }

  private void requireState(Op op, Tensor operand) {
    if (!states.get(number(operand))) {
      throw new IllegalArgumentException(
          op.label()
              + " writes into "
              + operand
              + ", which must be a state input of the program itself");
    }
  }

  @Override
  public void named(String stage, Tensor value) {
    stages.put(stage, value);
  }

  /** Returns the values that were named, by stage, in the order in which they were. */
  public Map<String, Tensor> stages() {
    return Collections.unmodifiableMap(stages);
  }

  /**
   * Returns what was recorded.
   *
   * @param outputs values that are wanted, by name
   */
  public Graph graph(Map<String, Tensor> outputs) {
    return new Graph(nodes, types, numbers(outputs), numbers(stages));
  }

  private Map<String, Integer> numbers(Map<String, Tensor> tensors) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> numbers.put(name, number(tensor)));
    return numbers;
  }

  private int number(Tensor tensor) {
    if (tensor.tape() != this) {
      throw new IllegalArgumentException(
          tensor + " belongs to another recording or backend, it cannot be mixed with this one's");
    }
    return (Integer) tensor.handle();
  }
}
