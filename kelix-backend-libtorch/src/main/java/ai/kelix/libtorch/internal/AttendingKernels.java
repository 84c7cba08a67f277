package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Attending;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Attention and what belongs to it.
 *
 * @param lengths how far a cache is filled
 */
record AttendingKernels(CacheLengths lengths) {

  Tensor compute(Attending op, List<Tensor> operands) {
    Tensor x = operands.get(0);
    return switch (op) {
      case Attending.Attention attention ->
          attention(
              x,
              operands.get(1),
              operands.get(2),
              attention.masked() ? twoDimensional(operands.get(3)) : null,
              attention.causal(),
              attention.scale());
      case Attending.CachedAttention cached ->
          CachedAttention.of(operands).compute(lengths, cached.scale());
      case Attending.RotaryEmbedding rotary -> turned(x, operands.get(1), operands.get(2));
    };
  }

  static Tensor attention(
      Tensor queries,
      Tensor keys,
      Tensor values,
      @Nullable Tensor mask,
      boolean causal,
      double scale) {
    return torch.scaled_dot_product_attention(
        queries,
        keys,
        values,
        ProductKernels.optional(mask),
        0.0,
        causal,
        new DoubleOptional(scale),
        queries.size(1) != keys.size(1));
  }

  /** The kernels take no mask of fewer dimensions, though one broadcasts as well. */
  private static Tensor twoDimensional(Tensor mask) {
    return mask.dim() < 2 ? mask.reshape(1, mask.numel()) : mask;
  }

  private static Tensor turned(Tensor x, Tensor cos, Tensor sin) {
    long half = x.size(-1) / 2;
    Tensor a = x.narrow(-1, 0, half);
    Tensor b = x.narrow(-1, half, half);
    Scalar minus = new Scalar(-1.0);
    Tensor first = a.mul(cos);
    Tensor second = b.mul(cos);
    boolean overwrite = Natives.mayOverwrite();
    TensorVector both =
        overwrite
            ? new TensorVector(first.addcmul_(b, sin, minus), second.addcmul_(a, sin))
            : new TensorVector(first.addcmul(b, sin, minus), second.addcmul(a, sin));
    return torch.cat(both, -1);
  }
}
