package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.op.Attending;
import java.util.List;

/** Attention and what belongs to it. */
final class AttendingOperators implements Attending.Cases<Call, List<Value>> {
  private final Attention attention;
  private final CachedAttention cachedAttention;
  private final Rotary rotary;

  AttendingOperators(Emitter emitter, Views views, Arrangements arrangements) {
    this.attention = new Attention(emitter, views);
    this.cachedAttention = new CachedAttention(emitter, views, attention);
    this.rotary = new Rotary(emitter, views, arrangements);
  }

  @Override
  public List<Value> attention(Attending.Attention op, Call call) {
    return List.of(attention.attend(op, call));
  }

  @Override
  public List<Value> cachedAttention(Attending.CachedAttention op, Call call) {
    return cachedAttention.step(op, call);
  }

  @Override
  public List<Value> rotaryEmbedding(Attending.RotaryEmbedding op, Call call) {
    return List.of(rotary.turned(call));
  }
}
