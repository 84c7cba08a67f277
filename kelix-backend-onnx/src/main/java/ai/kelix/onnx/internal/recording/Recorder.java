package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Graph;
import ai.kelix.onnx.internal.graph.GraphEncoder;
import ai.kelix.onnx.internal.graph.Node;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What all tensors of one recording share. Confined to one thread. */
final class Recorder {
  private final Graph graph;
  private final Constants constants;
  private final DimValues dims;
  private final CacheLengths cacheLengths = new CacheLengths(this);
  private final PackedWeights packedWeights = new PackedWeights();
  private final Set<String> observed;
  private final Map<String, Value> stages = new LinkedHashMap<>();
  private final Map<Value, Value> successors = new HashMap<>();
  private final Map<Conversion, Value> casts = new HashMap<>();

  private record Conversion(Value value, DType to) {}

  Recorder(Program program, Symbols symbols, Set<String> observed) {
    this.graph = new Graph(program.name());
    this.constants = new Constants(graph);
    this.dims = new DimValues(this, symbols);
    this.observed = observed;
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

  CacheLengths cacheLengths() {
    return cacheLengths;
  }

  PackedWeights packedWeights() {
    return packedWeights;
  }

  /** Returns the declared input of this index, as it is when the run begins. */
  Value input(int index) {
    return graph.inputs().get(index);
  }

  /** Begins a standard operation. */
  NodeBuilder node(String operator) {
    return new NodeBuilder(this, operator, Node.ONNX);
  }

  /** Begins one of ONNX Runtime's own operations. */
  NodeBuilder microsoftNode(String operator) {
    return new NodeBuilder(this, operator, Node.MICROSOFT);
  }

  /** Returns the handle on a value. */
  RecordedTensor tensor(Value value) {
    return new RecordedTensor(this, value);
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

  /**
   * Returns the operand as this recording's.
   *
   * @throws IllegalArgumentException if it is another backend's or another recording's
   */
  RecordedTensor own(Tensor tensor) {
    if (tensor instanceof RecordedTensor recorded && recorded.belongsTo(this)) {
      return recorded;
    }
    throw new IllegalArgumentException(
        "the operand belongs to another backend or another program: " + tensor);
  }

  /** Lets all later reads of a tensor that was updated in place see its new value. */
  void replace(Value before, Value after) {
    successors.put(before, after);
  }

  /** Returns what a value has become by updates in place. */
  Value latest(Value value) {
    Value current = value;
    Value next = successors.get(current);
    while (next != null) {
      current = next;
      next = successors.get(current);
    }
    return current;
  }

  /** Notes a stage's name, and the value itself if it is observed. */
  void stage(String name, Value value) {
    value.suggestName(name);
    if (observed.contains(name) || observed.equals(Backend.OBSERVE_ALL)) {
      stages.put(name, value);
    }
  }

  /** Returns the observed stages that were reached, in order. */
  Map<String, Value> stages() {
    return stages;
  }
}
