package ai.kelix.onnx.internal.graph;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A graph under construction: inputs and nodes in the order in which they were added. */
public final class Graph {
  private final String name;
  private final List<Value> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Value> outputs = new ArrayList<>();

  /** Starts an empty graph. */
  public Graph(String name) {
    this.name = name;
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the inputs in order. */
  public List<Value> inputs() {
    return Collections.unmodifiableList(inputs);
  }

  /** Returns the nodes in an order in which they can run. */
  public List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** Returns the outputs in order. */
  public List<Value> outputs() {
    return Collections.unmodifiableList(outputs);
  }

  /** Adds an input. */
  public Value addInput(String inputName, DType dtype, Shape shape) {
    Value value = Value.input(inputName, dtype, shape);
    inputs.add(value);
    return value;
  }

  /** Makes a constant; it becomes part of the graph when a node uses it. */
  public Value constant(@Nullable String constantName, DType dtype, Shape shape, Initializer data) {
    return Value.constant(constantName, dtype, shape, data);
  }

  /** Adds an operation without results; {@link #addResult} gives it some. */
  public Node addNode(
      String operator, String domain, List<@Nullable Value> operands, List<Attribute> attributes) {
    Node node = new Node(operator, domain, operands, attributes);
    nodes.add(node);
    return node;
  }

  /** Adds the next result of an operation. */
  public Value addResult(Node node, DType dtype, Shape shape) {
    Value value = Value.result(node, dtype, shape);
    node.addOutput(value);
    return value;
  }

  /**
   * Makes a value an output.
   *
   * @throws IllegalArgumentException if it has no final name of its own
   */
  public void addOutput(Value value) {
    if (!value.hasFinalName() || value.producer() == null) {
      throw new IllegalArgumentException("an output needs a node and a name of its own: " + value);
    }
    outputs.add(value);
  }
}
