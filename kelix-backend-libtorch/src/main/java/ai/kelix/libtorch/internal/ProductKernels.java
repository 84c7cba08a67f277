package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Product;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Matrix products and what is done to images. */
final class ProductKernels {

  private ProductKernels() {}

  static Tensor compute(Product op, List<Tensor> operands) {
    Tensor x = operands.get(0);
    return switch (op) {
      case Product.Matmul matmul -> x.matmul(operands.get(1));
      case Product.Linear linear ->
          linear(x, operands.get(1), linear.biased() ? operands.get(2) : null);
      case Product.Conv2d conv ->
          ConvolutionKernel.compute(
              x, operands.get(1), conv.biased() ? operands.get(2) : null, conv.options());
      case Product.UpsampleNearest2x upsample ->
          torch.upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3));
    };
  }

  private static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    if (!Dtypes.same(x, weight)) {
      return WideningProduct.of(x, weight, bias);
    }
    if (!ReducedPrecision.applies(weight)) {
      return torch.linear(x, weight, optional(bias));
    }
    Tensor product = torch.linear(ReducedPrecision.lower(x), ReducedPrecision.lower(weight));
    Tensor raised = ReducedPrecision.raise(product);
    return bias == null ? raised : raised.add(bias);
  }

  static TensorOptional optional(@Nullable Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
  }
}
