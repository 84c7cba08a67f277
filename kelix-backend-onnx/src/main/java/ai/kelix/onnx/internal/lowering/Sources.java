package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;

/**
 * Values that depend on no other. Weights are constants that point into the checkpoint; where they
 * are stored in another type than the program asks for, the graph converts them.
 */
final class Sources implements Source.Cases<Call, Value> {
  private final Emitter emitter;
  private final Program program;
  private final TensorSource weights;
  private final PackedWeights packedWeights;

  Sources(Emitter emitter, Program program, TensorSource weights, PackedWeights packedWeights) {
    this.emitter = emitter;
    this.program = program;
    this.weights = weights;
    this.packedWeights = packedWeights;
  }

  @Override
  public Value input(Source.Input op, Call call) {
    for (int i = 0; i < program.inputs().size(); i++) {
      if (program.inputs().get(i).name().equals(op.name())) {
        return emitter.input(i);
      }
    }
    throw new IllegalStateException("there is no input " + op.name());
  }

  @Override
  public Value weight(Source.Weight op, Call call) {
    StoredTensor stored = weights.require(op.name());
    weights.packed(op.name()).ifPresent(packed -> packedWeights.add(stored, packed));
    Value value =
        emitter
            .constants()
            .stored(
                stored.name(),
                stored.dtype(),
                Shape.of(stored.sizes()),
                new Initializer.External(stored.file(), stored.offset(), stored.length()));
    return emitter.cast(value, op.type().dtype());
  }

  @Override
  public Value constant(Source.Constant op, Call call) {
    return emitter.constants().elements(op.type(), op.elements());
  }

  @Override
  public Value scalar(Source.Scalar op, Call call) {
    return emitter.scalar(op.value(), op.dtype());
  }

  @Override
  public Value range(Source.Range op, Call call) {
    return emitter.dims().range(op.count());
  }

  @Override
  public Value sizeOf(Source.SizeOf op, Call call) {
    return emitter.dims().scalar(op.dim());
  }

  /** Repeats the number in a type that the operator takes. */
  @Override
  public Value full(Source.Full op, Call call) {
    DType dtype = op.type().dtype();
    DType repeated = dtype == DType.F16 || dtype == DType.BF16 ? DType.F32 : dtype;
    Value value =
        emitter
            .node("Expand")
            .in(emitter.scalar(op.value(), repeated))
            .in(emitter.dims().vector(op.type().shape().dims()))
            .value(op.type().with(repeated));
    return emitter.cast(value, dtype);
  }
}
