package ai.kelix.libtorch.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Products by matrices that are stored in 16 bits, as exact as if they had been widened beforehand:
 * some rows are widened at a time, into memory that stays in the processor's cache, so the matrix
 * is read in half the bytes and never exists in float32.
 */
final class WideningProduct {
  /** Elements of the piece that is widened at a time: 2 MiB in float32. */
  private static final long PIECE = 1 << 19;

  /** The same on a GPU, which has no such cache but takes time to begin a piece: 256 MiB. */
  private static final long CUDA_PIECE = 1 << 26;

  private WideningProduct() {}

  /**
   * Multiplies.
   *
   * @param x float32 {@code [..., in]}
   * @param weight {@code [out, in]} in 16 bits
   * @param bias float32 {@code [out]}
   * @return {@code [..., out]}
   */
  static Tensor of(Tensor x, Tensor weight, @Nullable Tensor bias) {
    Tensor product = joined(x, weight);
    return bias == null ? product : product.add(bias);
  }

  private static Tensor joined(Tensor x, Tensor weight) {
    long rows = weight.size(0);
    long piece = x.is_cuda() ? CUDA_PIECE : PIECE;
    long step = Math.max(1, Math.min(rows, piece / weight.size(1)));
    Tensor scratch = torch.torch_empty(new long[] {step, weight.size(1)}, x.options(), null);
    List<Tensor> parts = new ArrayList<>();
    for (long first = 0; first < rows; first += step) {
      long count = Math.min(step, rows - first);
      Tensor widened = scratch.narrow(0, 0, count);
      widened.copy_(weight.narrow(0, first, count));
      parts.add(torch.linear(x, widened, new TensorOptional()));
    }
    return torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), -1);
  }
}
