package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Normalization;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Normalisations over the innermost axis. */
final class NormalizationKernels {

  private NormalizationKernels() {}

  static Tensor compute(Normalization op, List<Tensor> operands) {
    Tensor x = operands.get(0);
    long[] width = {x.size(-1)};
    return switch (op) {
      case Normalization.RmsNorm norm ->
          torch.rms_norm(
              x, width, optional(norm.weighted(), operands, 1), new DoubleOptional(norm.eps()));
      case Normalization.LayerNorm norm ->
          torch.layer_norm(
              x,
              width,
              optional(norm.weighted(), operands, 1),
              optional(norm.biased(), operands, norm.weighted() ? 2 : 1),
              norm.eps(),
              false);
    };
  }

  private static TensorOptional optional(boolean present, List<Tensor> operands, int index) {
    return present ? new TensorOptional(operands.get(index)) : new TensorOptional();
  }
}
