package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.Arrangement;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.DimPolynomial;
import ai.kelix.tensor.type.TensorType;
import java.util.List;

/** Tensors put together from parts of others. */
final class Arrangements implements Arrangement.Cases<Call, Value> {
  private final Emitter emitter;

  Arrangements(Emitter emitter) {
    this.emitter = emitter;
  }

  @Override
  public Value concat(Arrangement.Concat op, Call call) {
    return call.operands().size() == 1 ? call.x() : concat(call.operands(), op.axis(), call.type());
  }

  @Override
  public Value padEnd(Arrangement.PadEnd op, Call call) {
    if (DimPolynomial.equal(op.count(), Dim.of(0))) {
      return call.x();
    }
    Value pads = emitter.dims().entries(List.of(new SizeEntry.Known(0), SizeEntry.of(op.count())));
    Value filling = emitter.scalar(op.value(), call.type().dtype());
    return emitter
        .node("Pad")
        .in(call.x(), pads, filling, emitter.constants().longs(op.axis()))
        .value(call.type());
  }

  /** Rows of a table stored in 16 bits are taken first and converted then. */
  @Override
  public Value rows(Arrangement.Rows op, Call call) {
    Value table = StoredView.of(call.x()).map(StoredView::stored).orElse(call.x());
    Value rows =
        emitter
            .node("Gather")
            .in(table, call.in(1))
            .set("axis", 0)
            .value(call.type().with(table.dtype()));
    return emitter.cast(rows, call.type().dtype());
  }

  @Override
  public Value gather(Arrangement.Gather op, Call call) {
    return emitter
        .node("GatherElements")
        .in(call.x(), call.in(1))
        .set("axis", op.axis())
        .value(call.type());
  }

  Value concat(List<Value> parts, int axis, TensorType result) {
    return emitter.node("Concat").in(parts).set("axis", axis).value(result);
  }
}
