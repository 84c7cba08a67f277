package ai.kelix.libtorch.internal;

import ai.kelix.tensor.type.Convolution;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Convolutions of images. */
final class ConvolutionKernel {
  /**
   * Output channels of a convolution that is differentiated come in multiples of this: with a
   * remainder, oneDNN's gradient of the input now and then holds NaN, from memory behind the last
   * channel that it does not clear.
   */
  private static final long LANES = 16;

  private static final long[] DENSE = {1, 1};

  private ConvolutionKernel() {}

  static Tensor compute(Tensor x, Tensor weight, @Nullable Tensor bias, Convolution options) {
    boolean recorded = GradMode.is_enabled();
    long produced = weight.size(0);
    boolean pads = recorded && options.groups() == 1 && !x.is_cuda();
    long missing = pads ? -produced & (LANES - 1) : 0;
    if (missing == 0) {
      BandedConvolution banded = new BandedConvolution(x, weight, bias, options);
      long bands = recorded || x.is_cuda() ? 1 : banded.bands();
      return bands > 1 ? banded.compute(bands) : convolved(x, weight, bias, options);
    }
    Tensor kernels = padded(weight, 0, 0, 0, 0, 0, 0, 0, missing);
    Tensor shifts = bias == null ? null : padded(bias, 0, missing);
    return convolved(x, kernels, shifts, options).narrow(1, 0, produced);
  }

  private static Tensor convolved(
      Tensor x, Tensor weight, @Nullable Tensor bias, Convolution options) {
    long[] padding = {options.padding(), options.padding()};
    return convolved(x, weight, bias, options, padding);
  }

  /** Convolves with zeros around rows and columns, not those of the options. */
  static Tensor convolved(
      Tensor x, Tensor weight, @Nullable Tensor bias, Convolution options, long[] padding) {
    long[] stride = {options.stride(), options.stride()};
    return torch.conv2d(
        x, weight, ProductKernels.optional(bias), stride, padding, DENSE, options.groups());
  }

  private static Tensor padded(Tensor tensor, long... padding) {
    return torch.constant_pad_nd(tensor, padding, new Scalar(0.0));
  }
}
