package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Elementwise;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operations on each element with attributes or more operands. */
final class ElementwiseKernels {

  private ElementwiseKernels() {}

  static Tensor compute(Elementwise op, List<Tensor> operands) {
    Tensor x = operands.get(0);
    return switch (op) {
      case Elementwise.PlusNumber plus -> x.add(number(x, plus.number()));
      case Elementwise.TimesNumber times -> x.mul(number(x, times.number()));
      case Elementwise.Clamp clamp -> clamped(x, clamp);
      case Elementwise.To to -> x.toType(Dtypes.toTorch(to.dtype()));
      case Elementwise.Where where -> torch.where(operands.get(1), x, operands.get(2));
      case Elementwise.SwiGlu swiGlu -> gated(x, operands.get(1));
    };
  }

  /** Returns a number of the kind that a tensor holds. */
  static Scalar number(Tensor x, double number) {
    return x.is_floating_point() ? new Scalar(number) : new Scalar((long) number);
  }

  private static Tensor clamped(Tensor x, Elementwise.Clamp clamp) {
    boolean floating = x.is_floating_point();
    Scalar low = floating ? new Scalar(clamp.min()) : new Scalar((long) Math.ceil(clamp.min()));
    Scalar high = floating ? new Scalar(clamp.max()) : new Scalar((long) Math.floor(clamp.max()));
    return x.clamp(new ScalarOptional(low), new ScalarOptional(high));
  }

  private static Tensor gated(Tensor gate, Tensor value) {
    Tensor open = torch.silu(gate);
    return Natives.mayOverwrite() && gate.is_same_size(value) ? open.mul_(value) : open.mul(value);
  }
}
