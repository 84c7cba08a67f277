package ai.kelix.libtorch.internal;

import ai.kelix.tensor.type.DType;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The largest numbers of the innermost axis, of equal ones the earlier first. libtorch's own
 * selection leaves open which of equal numbers it takes, so it selects among integers that differ:
 * the number's rank above, its position below. Nothing is read back from a GPU.
 */
final class LargestFirst {
  private static final long LOWEST = Integer.MIN_VALUE;
  private static final long POSITIONS = 1L << 32;

  private LargestFirst() {}

  /** Returns the numbers and their positions. */
  static List<Tensor> of(Tensor x, long count) {
    Tensor positions =
        x.is_floating_point()
            ? keys(x).topk(count, -1, true, true).get1()
            : ReductionKernels.sorted(x).get(1).narrow(-1, 0, count);
    // The pair owns its tensors; a result has to outlive it.
    Tensor kept = new Tensor(positions);
    return List.of(x.gather(-1, kept), kept);
  }

  /** The order of floats is that of their bits, which count backwards below zero. */
  private static Tensor keys(Tensor x) {
    Tensor plain = x.detach().toType(Dtypes.toTorch(DType.F32)).contiguous();
    Tensor bits = plain.view(Dtypes.toTorch(DType.I32)).toType(Dtypes.toTorch(DType.I64));
    Tensor mirrored = bits.neg().add(new Scalar(LOWEST));
    Tensor ranks = torch.where(bits.lt(new Scalar(0L)), mirrored, bits);
    Tensor position = Natives.rangeLike(x, x.size(-1));
    return ranks.mul(new Scalar(POSITIONS)).sub(position);
  }
}
