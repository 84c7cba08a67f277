package ai.kelix.onnx.internal.recording;

import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Attention within one call, by the fused operator that suits it.
 *
 * <p>{@code MultiHeadAttention} never holds all logits at once, which is what long image sequences
 * need, but knows neither shared key heads nor masks cheaply; {@code Attention} knows both.
 */
final class Attention {
  /** Below this many queries the logits are small and the simpler operator is faster. */
  private static final long LONG = 32;

  private Attention() {}

  static RecordedTensor attend(
      RecordedTensor q,
      RecordedTensor k,
      RecordedTensor v,
      @Nullable RecordedTensor mask,
      boolean causal,
      double scale) {
    requireOperands(q, k, v);
    boolean oneToOne = DimPolynomial.equal(q.dim(1), k.dim(1));
    boolean isLong = !q.dim(2).isFixed() || q.dim(2).size() >= LONG;
    if (mask == null && !causal && oneToOne && isLong) {
      return multiHead(q, k, v, scale);
    }
    NodeBuilder node = q.recorder().node("Attention").in(q.value(), k.value(), v.value());
    if (mask != null) {
      Shapes.requireSameType(q, mask, "attention mask");
      node.in(fullMask(mask, q.dim(2), k.dim(2)));
    }
    return node.set("scale", scale).set("is_causal", causal ? 1 : 0).tensor(q.dtype(), q.shape());
  }

  private static RecordedTensor multiHead(
      RecordedTensor q, RecordedTensor k, RecordedTensor v, double scale) {
    Recorder recorder = q.recorder();
    Value joined =
        recorder
            .microsoftNode("MultiHeadAttention")
            .in(joined(q), joined(k), joined(v))
            .set("num_heads", q.dim(1).size())
            .set("scale", scale)
            .value(q.dtype(), Shape.of(q.dim(0), q.dim(2), q.dim(1).times(q.dim(3))));
    return split(recorder.tensor(joined), q.shape());
  }

  /** The operator broadcasts a mask over batch and heads, but not over queries and keys. */
  private static Value fullMask(RecordedTensor mask, Dim queries, Dim keys) {
    Shape shape = mask.shape();
    Shapes.broadcast(shape, Shape.of(queries, keys), "attention mask");
    List<Dim> dims = new ArrayList<>(shape.dims());
    while (dims.size() < 2) {
      dims.add(0, Dim.of(1));
    }
    dims.set(dims.size() - 2, queries);
    dims.set(dims.size() - 1, keys);
    return Reshaping.expand(mask, new Shape(dims)).value();
  }

  /** {@code [batch, heads, length, width]} to {@code [batch, length, heads·width]}. */
  static Value joined(RecordedTensor x) {
    Tensor swapped = x.permute(0, 2, 1, 3);
    Tensor joined = swapped.reshape(x.dim(0), x.dim(2), x.dim(1).times(x.dim(3)));
    return x.recorder().own(joined).value();
  }

  /** {@code [batch, length, heads·width]} to this shape. */
  static RecordedTensor split(RecordedTensor x, Shape shape) {
    Tensor heads = x.reshape(shape.dim(0), shape.dim(2), shape.dim(1), shape.dim(3));
    return x.recorder().own(heads.permute(0, 2, 1, 3));
  }

  /** Fails unless the three fit together. */
  static void requireOperands(RecordedTensor q, RecordedTensor k, RecordedTensor v) {
    String what = String.format(Locale.ROOT, "attention of %s, %s, %s", q, k, v);
    for (RecordedTensor operand : List.of(q, k, v)) {
      Shapes.requireRank(operand, 4, what);
      Shapes.requireSameType(q, operand, what);
    }
    for (int axis = 1; axis <= 2; axis++) {
      Shapes.requireEqual(v.dim(axis), k.dim(axis), what);
    }
    Shapes.requireEqual(k.dim(0), q.dim(0), what);
    Shapes.requireEqual(k.dim(3), q.dim(3), what);
    if (q.dim(1).size() % k.dim(1).size() != 0) {
      throw new IllegalArgumentException(what + ": query heads are no multiple of key heads");
    }
  }
}
