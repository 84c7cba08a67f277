package ai.kelix.libtorch.internal;

import ai.kelix.tensor.type.Convolution;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of large images, some rows at a time: oneDNN brings image and result into blocks of
 * channels beside them, which would take as much memory again.
 *
 * @param x {@code [batch, in, height, width]}
 * @param weight as the operation takes it
 * @param bias or null
 * @param options how the kernel moves
 */
record BandedConvolution(Tensor x, Tensor weight, @Nullable Tensor bias, Convolution options) {
  /** The most bytes of blocks for rows that are computed at a time. */
  static final long BAND = 32 << 20;

  /** Channels of a block. */
  private static final long LANES = 16;

  /** Returns how many bands keep within the limit; 1 if the image is small. */
  long bands() {
    long image = x.size(0) * lanes(x.size(1)) * x.size(2) * x.size(3);
    long result = x.size(0) * lanes(weight.size(0)) * height() * width();
    long bytes = (image + result) * x.element_size();
    return Math.max(1, Math.min(height(), Math.ceilDiv(bytes, BAND)));
  }

  private static long lanes(long channels) {
    return Math.ceilDiv(channels, LANES) * LANES;
  }

  private long height() {
    return steps(x.size(2), weight.size(2));
  }

  private long width() {
    return steps(x.size(3), weight.size(3));
  }

  private long steps(long size, long kernel) {
    return Math.floorDiv(size + 2L * options.padding() - kernel, options.stride()) + 1;
  }

  /** Computes in so many bands. */
  Tensor compute(long bands) {
    long[] sizes = {x.size(0), weight.size(0), height(), width()};
    Tensor result = torch.torch_empty(sizes, x.options(), null);
    long rows = Math.ceilDiv(height(), bands);
    for (long first = 0; first < height(); first += rows) {
      long count = Math.min(rows, height() - first);
      try (PointerScope scope = new PointerScope()) {
        result.narrow(2, first, count).copy_(band(first, count));
      }
    }
    return result;
  }

  private Tensor band(long first, long count) {
    long top = first * options.stride() - options.padding();
    long bottom = top + (count - 1) * options.stride() + weight.size(2);
    long from = Math.max(0, top);
    Tensor seen = x.narrow(2, from, Math.min(x.size(2), bottom) - from);
    long[] missing = {0, 0, from - top, Math.max(0, bottom - x.size(2))};
    boolean whole = missing[2] == 0 && missing[3] == 0;
    Tensor image = whole ? seen : torch.constant_pad_nd(seen, missing, new Scalar(0.0));
    return ConvolutionKernel.convolved(
        image, weight, bias, options, new long[] {0, options.padding()});
  }
}
