package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Attribute;
import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects one node's operands and settings; the first call for a result adds it to the graph. */
final class NodeBuilder {
  private final Recorder recorder;
  private final String operator;
  private final String domain;
  private final List<@Nullable Value> operands = new ArrayList<>();
  private final List<Attribute> attributes = new ArrayList<>();
  private @Nullable Node node;

  NodeBuilder(Recorder recorder, String operator, String domain) {
    this.recorder = recorder;
    this.operator = operator;
    this.domain = domain;
  }

  NodeBuilder in(@Nullable Value... values) {
    operands.addAll(java.util.Arrays.asList(values));
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
      node = recorder.graph().addNode(operator, domain, operands, attributes);
    }
    return recorder.graph().addResult(node, dtype, shape);
  }

  /** Adds the next result as a tensor. */
  RecordedTensor tensor(DType dtype, Shape shape) {
    return new RecordedTensor(recorder, value(dtype, shape));
  }
}
