package ai.kelix.tensor.op;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.List;

/** Attention and what belongs to it; operands hold floating-point numbers of one type. */
public sealed interface Attending extends Op {

  /**
   * A case for each of these operations.
   *
   * @param <A> what a case is given besides
   * @param <R> what it results in
   */
  interface Cases<A, R> {
    /** Takes {@link Attention}. */
    R attention(Attention op, A argument);

    /** Takes {@link CachedAttention}. */
    R cachedAttention(CachedAttention op, A argument);

    /** Takes {@link RotaryEmbedding}. */
    R rotaryEmbedding(RotaryEmbedding op, A argument);
  }

  /** Returns what the case for this operation results in. */
  <A, R> R accept(Cases<A, R> cases, A argument);

  @Override
  default <A, R> R accept(Op.Cases<A, R> cases, A argument) {
    return cases.attending(this, argument);
  }

  /**
   * Softmax attention. Operands: queries {@code [batch, heads, length, width]}, keys {@code [batch,
   * keyHeads, keyLength, width]}, values {@code [batch, keyHeads, keyLength, width]}, and where
   * there is one a mask that is added to the logits and broadcasts to {@code [batch, heads, length,
   * keyLength]}. Query head {@code g} reads key head {@code g / (heads / keyHeads)}.
   *
   * @param masked whether there is a mask
   * @param causal whether a query sees only keys up to its own position; then there is no mask and
   *     the lengths are equal
   * @param scale factor on the logits
   */
  record Attention(boolean masked, boolean causal, double scale) implements Attending {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = attended(Rule.of(this, inputs, masked ? 4 : 3));
      if (causal && masked) {
        throw rule.refusal("takes a mask or is causal, not both");
      }
      if (causal) {
        rule.equal(rule.in(1).dim(2), rule.in(0).dim(2), "keys of causal attention");
      }
      if (masked) {
        rule.sameType(0, 3);
        TensorType q = rule.in(0);
        rule.broadcast(rule.shape(3), Shape.of(q.dim(0), q.dim(1), q.dim(2), rule.in(1).dim(2)));
      }
      return rule.same();
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.attention(this, argument);
    }

    @Override
    public String label() {
      return "attention";
    }
  }

  /**
   * Causal attention that appends to a KV cache. Operands: queries of the new positions {@code
   * [batch, heads, length, width]}, their keys and values {@code [batch, keyHeads, length, width]},
   * the caches of keys and of values {@code [batch, keyHeads, capacity, width]}, which are written,
   * and {@code [batch]} or {@code [1]} positions already filled, {@link DType#I64}. Row {@code i}
   * sees the cache and the new keys up to itself. Unused positions hold anything finite.
   *
   * @param scale factor on the logits
   */
  record CachedAttention(double scale) implements Attending {
    private static final List<Integer> CACHES = List.of(3, 4);

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = attended(Rule.of(this, inputs, 6)).type(5, DType.I64).rank(5, 1);
      if (!rule.in(5).dim(0).isOne()) {
        rule.equal(rule.in(5).dim(0), rule.in(0).dim(0), "lengths");
      }
      rule.equal(rule.in(1).dim(2), rule.in(0).dim(2), "new keys");
      for (int cache : CACHES) {
        rule.rank(cache, 4).sameType(0, cache);
        rule.equal(rule.in(cache).dim(0), rule.in(1).dim(0), "the batch of the cache");
        rule.equal(rule.in(cache).dim(1), rule.in(1).dim(1), "heads of the cache");
        rule.equal(rule.in(cache).dim(3), rule.in(1).dim(3), "the width of the cache");
      }
      return rule.same();
    }

    @Override
    public List<Integer> writes() {
      return CACHES;
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.cachedAttention(this, argument);
    }

    @Override
    public String label() {
      return "cachedAttention";
    }
  }

  /**
   * Turns pairs of elements by angles (kelix-ar §5.3, §8.2, kelix-dit §7.4). Operands: {@code x
   * [..., e]}, cosines and sines of the angles, which broadcast to {@code [..., e/2]}. Element
   * {@code i} is paired with {@code i + e/2}: (a, b) becomes (a·cos − b·sin, b·cos + a·sin).
   */
  record RotaryEmbedding() implements Attending {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      Rule rule = Rule.of(this, inputs, 3).floating(0).sameType(0, 1, 2).atLeastRank(0, 1);
      Dim width = rule.in(0).dim(-1);
      if (width.isFixed() && width.size() % 2 != 0) {
        throw rule.refusal("turns pairs, found " + width + " elements");
      }
      Shape half = rule.shape(0).with(rule.in(0).rank() - 1, width.dividedBy(2));
      for (int i = 1; i <= 2; i++) {
        Shape both = rule.broadcast(rule.shape(i), half);
        for (int axis = 0; axis < both.rank(); axis++) {
          rule.equal(both.dim(axis), half.dim(axis), "angles");
        }
      }
      return rule.same();
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.rotaryEmbedding(this, argument);
    }

    @Override
    public String label() {
      return "rotaryEmbedding";
    }
  }

  private static Rule attended(Rule rule) {
    TensorType q = rule.floating(0).sameType(0, 1, 2).rank(0, 4).in(0);
    TensorType keys = rule.rank(1, 4).in(1);
    TensorType values = rule.rank(2, 4).in(2);
    rule.equal(keys.dim(0), q.dim(0), "the batch of the keys");
    rule.equal(keys.dim(3), q.dim(3), "the width of the keys");
    for (int axis = 0; axis < 4; axis++) {
      rule.equal(values.dim(axis), keys.dim(axis), "axis " + axis + " of the values");
    }
    boolean known = q.dim(1).isFixed() && keys.dim(1).isFixed();
    if (known && (keys.dim(1).size() == 0 || q.dim(1).size() % keys.dim(1).size() != 0)) {
      throw rule.refusal("heads must be a multiple of the keys' heads");
    }
    return rule;
  }
}
