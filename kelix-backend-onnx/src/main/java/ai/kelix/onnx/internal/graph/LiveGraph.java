package ai.kelix.onnx.internal.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a graph that its outputs need, with a unique name for each of its values. */
final class LiveGraph {
  private final Graph graph;
  private final Set<Node> needed = new HashSet<>();
  private final Set<Value> constants = new LinkedHashSet<>();
  private final Map<Value, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> suffixes = new HashMap<>();

  LiveGraph(Graph graph) {
    this.graph = graph;
    markNeeded();
    nameValues();
  }

  /** Returns the needed nodes in an order in which they can run. */
  List<Node> nodes() {
    return graph.nodes().stream().filter(needed::contains).toList();
  }

  /** Returns the constants that needed nodes read. */
  Set<Value> constants() {
    return constants;
  }

  /** Returns the name of a value; empty for an operand left out or a result nobody reads. */
  String nameOf(@Nullable Value value) {
    return value == null ? "" : names.getOrDefault(value, "");
  }

  private void markNeeded() {
    Deque<Value> open = new ArrayDeque<>(graph.outputs());
    while (!open.isEmpty()) {
      Node node = open.pop().producer();
      if (node != null && needed.add(node)) {
        node.inputs().stream().filter(v -> v != null).forEach(open::push);
      }
    }
  }

  private void nameValues() {
    graph.inputs().forEach(this::keepName);
    List<Node> nodes = nodes();
    nodes.forEach(
        node -> node.outputs().stream().filter(Value::hasFinalName).forEach(this::keepName));
    for (Node node : nodes) {
      for (Value operand : node.inputs()) {
        if (operand != null && operand.initializer() != null && constants.add(operand)) {
          inventName(operand, "const");
        }
      }
      for (Value result : node.outputs()) {
        if (!names.containsKey(result)) {
          inventName(result, node.operator());
        }
      }
    }
  }

  private void keepName(Value value) {
    String name = value.name();
    if (name == null || !taken.add(name)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "two values of graph '%s' are named '%s'", graph.name(), name));
    }
    names.put(value, name);
  }

  private void inventName(Value value, String fallback) {
    String wanted = value.name() == null ? fallback : value.name();
    String name = value.name() == null ? next(wanted) : wanted;
    while (!taken.add(name)) {
      name = next(wanted);
    }
    names.put(value, name);
  }

  private String next(String stem) {
    return stem + "_" + suffixes.merge(stem, 1, Integer::sum);
  }
}
