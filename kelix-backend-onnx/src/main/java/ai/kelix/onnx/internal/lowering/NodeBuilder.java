package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Attribute;
import ai.kelix.onnx.internal.graph.Graph;
import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects one node's operands and settings; the first call for a result adds it to the graph. */
final class NodeBuilder {
  private final Graph graph;
  private final String operator;
  private final String domain;
  private final List<@Nullable Value> operands = new ArrayList<>();
  private final List<Attribute> attributes = new ArrayList<>();
  private @Nullable Node node;

  NodeBuilder(Graph graph, String operator, String domain) {
    this.graph = graph;
    this.operator = operator;
    this.domain = domain;
  }

  NodeBuilder in(@Nullable Value... values) {
    operands.addAll(Arrays.asList(values));
    return this;
  }

  NodeBuilder in(List<Value> values) {
    operands.addAll(values);
    return this;
  }

  NodeBuilder set(String name, long value) {
    attributes.add(new Attribute.Int(name, value));
    return this;
  }

  NodeBuilder set(String name, double value) {
    attributes.add(new Attribute.Real(name, (float) value));
    return this;
  }

  NodeBuilder set(String name, String value) {
    attributes.add(new Attribute.Text(name, value));
    return this;
  }

  NodeBuilder set(String name, List<Long> values) {
    attributes.add(new Attribute.Ints(name, values));
    return this;
  }

  /** Adds the next result. */
  Value value(DType dtype, Shape shape) {
    if (node == null) {
      node = graph.addNode(operator, domain, operands, attributes);
    }
    return graph.addResult(node, dtype, shape);
  }

  /** Adds the next result. */
  Value value(TensorType type) {
    return value(type.dtype(), type.shape());
  }
}
