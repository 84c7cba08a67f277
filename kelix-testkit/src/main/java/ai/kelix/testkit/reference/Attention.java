package ai.kelix.testkit.reference;

import ai.kelix.tensor.op.Attending;

/** Attention and what belongs to it. */
final class Attention implements Attending.Cases<Operands, Values> {

  @Override
  public Values attention(Attending.Attention op, Operands in) {
    return new AttentionRows(in.first(), in.get(1), in.get(2), op.scale())
        .compute(op.masked() ? in.get(3) : null, sequence -> op.causal() ? 1 : Integer.MAX_VALUE);
  }

  @Override
  public Values cachedAttention(Attending.CachedAttention op, Operands in) {
    Cache cache = new Cache(in.get(3), in.get(4), in.get(5));
    cache.append(in.get(1), in.get(2));
    return new AttentionRows(in.first(), cache.keys(), cache.values(), op.scale())
        .compute(null, sequence -> cache.before(sequence) + 1);
  }

  @Override
  public Values rotaryEmbedding(Attending.RotaryEmbedding op, Operands in) {
    return Products.turned(in.first(), in.get(1), in.get(2));
  }
}
