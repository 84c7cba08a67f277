package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Graph;
import ai.kelix.onnx.internal.graph.GraphEncoder;
import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Symbols;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Appends nodes to a graph. Confined to one thread. */
final class Emitter {
  private final Graph graph;
  private final Constants constants;
  private final DimValues dims;
  private final Map<Conversion, Value> casts = new HashMap<>();

  private record Conversion(Value value, DType to) {}

  /** Begins a graph with the inputs of a program. */
  Emitter(Program program) {
    this.graph = new Graph(program.name());
    this.constants = new Constants(graph);
    this.dims = new DimValues(this, new Symbols(program));
    program.inputs().forEach(in -> graph.addInput(in.name(), in.dtype(), in.shape()));
  }

  Graph graph() {
    return graph;
  }

  Constants constants() {
    return constants;
  }

  DimValues dims() {
    return dims;
  }

  /** Returns the declared input of this index, as it is when the run begins. */
  Value input(int index) {
    return graph.inputs().get(index);
  }

  /** Begins a standard operation. */
  NodeBuilder node(String operator) {
    return new NodeBuilder(graph, operator, Node.ONNX);
  }

  /** Begins one of ONNX Runtime's own operations. */
  NodeBuilder microsoftNode(String operator) {
    return new NodeBuilder(graph, operator, Node.MICROSOFT);
  }

  /** Returns a constant scalar of rank 0 in any type. */
  Value scalar(double number, DType dtype) {
    if (dtype == DType.F16 || dtype == DType.BF16) {
      return cast(constants.scalar(number, DType.F32), dtype);
    }
    return constants.scalar(number, dtype);
  }

  /** Returns a one-dimensional float32 constant of equal elements. */
  Value filled(float number, long length) {
    float[] values = new float[Math.toIntExact(length)];
    Arrays.fill(values, number);
    return constants.floats(values, Shape.of(length));
  }

  /** Converts the element type, if it is another. */
  Value cast(Value value, DType dtype) {
    if (value.dtype() == dtype) {
      return value;
    }
    return casts.computeIfAbsent(
        new Conversion(value, dtype),
        key ->
            node("Cast")
                .in(value)
                .set("to", GraphEncoder.typeCode(dtype))
                .value(dtype, value.shape()));
  }
}
