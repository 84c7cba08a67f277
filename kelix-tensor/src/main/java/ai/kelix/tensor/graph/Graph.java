package ai.kelix.tensor.graph;

import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A computation: operations in an order in which they can run, on values that are numbered.
 * Immutable.
 *
 * @param nodes operations, each after those whose results it takes
 * @param types of all values, by number
 * @param outputs numbers of the values that are wanted, by name
 * @param stages numbers of the values that were named, by stage, wanted or not
 */
public record Graph(
    List<Node> nodes,
    List<TensorType> types,
    Map<String, Integer> outputs,
    Map<String, Integer> stages) {

  /**
   * One operation.
   *
   * @param op what is computed
   * @param operands numbers of the values it takes
   * @param results numbers of the values it yields
   */
  public record Node(Op op, List<Integer> operands, List<Integer> results) {
    /** Copies the lists. */
    public Node {
      operands = List.copyOf(operands);
      results = List.copyOf(results);
    }
  }

  /** Copies the collections. */
  public Graph {
    nodes = List.copyOf(nodes);
    types = List.copyOf(types);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
  }

  /** Returns the type of a value. */
  public TensorType type(int value) {
    return types.get(value);
  }

  /**
   * Returns this graph without what nobody reads: operations stay whose results reach an output or
   * that write into a state. Inputs stay. Values keep their numbers.
   */
  public Graph pruned() {
    BitSet read = new BitSet(types.size());
    outputs.values().forEach(read::set);
    List<Node> kept = new ArrayList<>(nodes.size());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      boolean wanted = node.op() instanceof Source.Input || !node.op().writes().isEmpty();
      if (wanted || node.results().stream().anyMatch(read::get)) {
        node.operands().forEach(read::set);
        kept.add(node);
      }
    }
    Collections.reverse(kept);
    return new Graph(kept, types, outputs, stages);
  }

  /**
   * Returns this graph for sizes that are known, with the rule of each operation applied anew.
   *
   * @param sizes by the name of the symbol
   * @throws IllegalArgumentException if an operation does not take what it would get
   */
  public Graph resolved(Map<String, Long> sizes) {
    List<TensorType> known = new ArrayList<>(types);
    List<Node> fixed = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      Op op = node.op().resolved(sizes);
      List<TensorType> results = op.infer(node.operands().stream().map(known::get).toList());
      for (int i = 0; i < results.size(); i++) {
        known.set(node.results().get(i), results.get(i));
      }
      fixed.add(op.equals(node.op()) ? node : new Node(op, node.operands(), node.results()));
    }
    return new Graph(fixed, known, outputs, stages);
  }
}
