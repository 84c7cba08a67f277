package ai.kelix.onnx.internal.lowering;

import ai.kelix.tensor.op.Attending;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.DimPolynomial;
import ai.kelix.tensor.type.Shape;

/** Which of ONNX Runtime's kernels suits a size. All that depends on sizes is decided here. */
final class KernelChoice {
  /** Below this many queries the logits are small and the simpler operator is faster. */
  private static final long LONG = 32;

  /** Widths of heads that {@code GroupQueryAttention} takes. */
  private static final int WIDTH_MULTIPLE = 8;

  private KernelChoice() {}

  /**
   * Tells whether {@code MultiHeadAttention} suits. It never holds all logits at once, which is
   * what long image sequences need, but knows neither shared key heads nor masks cheaply; {@code
   * Attention} knows both.
   */
  static boolean multiHead(Attending.Attention op, Shape queries, Shape keys) {
    boolean oneToOne = DimPolynomial.equal(queries.dim(1), keys.dim(1));
    Dim length = queries.dim(2);
    boolean isLong = !length.isFixed() || length.size() >= LONG;
    return !op.masked() && !op.causal() && oneToOne && isLong;
  }

  /**
   * Tells whether {@code GroupQueryAttention} suits, which reads only the positions in use. It
   * takes several sequences only where each adds one position.
   */
  static boolean grouped(Shape queries) {
    boolean alone = queries.dim(0).isOne() || queries.dim(2).isOne();
    return alone && queries.dim(3).isFixed() && queries.dim(3).size() % WIDTH_MULTIPLE == 0;
  }
}
