package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.Normalization;

/** Normalisations over the innermost dimension, which must be known where there is no weight. */
final class Normalizations implements Normalization.Cases<Call, Value> {
  private final Emitter emitter;

  Normalizations(Emitter emitter) {
    this.emitter = emitter;
  }

  @Override
  public Value rmsNorm(Normalization.RmsNorm op, Call call) {
    return emitter
        .node("SimplifiedLayerNormalization")
        .in(call.x(), op.weighted() ? call.in(1) : ones(call.x()))
        .set("axis", -1)
        .set("epsilon", op.eps())
        .set("stash_type", 1)
        .value(call.type());
  }

  @Override
  public Value layerNorm(Normalization.LayerNorm op, Call call) {
    Value weight = op.weighted() ? call.in(1) : ones(call.x());
    NodeBuilder node = emitter.node("LayerNormalization").in(call.x(), weight);
    if (op.biased()) {
      node.in(call.in(call.operands().size() - 1));
    }
    return node.set("axis", -1).set("epsilon", op.eps()).value(call.type());
  }

  private Value ones(Value x) {
    return emitter.cast(emitter.filled(1, x.shape().dim(-1).size()), x.dtype());
  }
}
