package ai.kelix.testkit.reference;

import ai.kelix.tensor.type.Convolution;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A convolution: each tap of the kernel adds a shifted, scaled image. */
final class Convolving {
  private final Values image;
  private final Values weight;
  private final Convolution options;
  private final int height;
  private final int width;
  private final int outHeight;
  private final int outWidth;
  private final double[] result;
  private final int[] sizes;

  Convolving(Values image, Values weight, Convolution options, int... sizes) {
    this.image = image;
    this.weight = weight;
    this.options = options;
    this.height = image.sizes()[2];
    this.width = image.sizes()[3];
    this.outHeight = sizes[2];
    this.outWidth = sizes[3];
    this.sizes = sizes;
    this.result = new double[Layout.count(sizes)];
  }

  Values compute(@Nullable Values bias) {
    int outChannels = sizes[1];
    for (int plane = 0; plane < sizes[0] * outChannels; plane++) {
      int out = plane % outChannels;
      int first = plane * outHeight * outWidth;
      if (bias != null) {
        Arrays.fill(result, first, first + outHeight * outWidth, bias.floats()[out]);
      }
      addChannels(plane / outChannels, out, first);
    }
    return Values.of(image.dtype(), sizes, result);
  }

  private void addChannels(int batch, int out, int first) {
    int channels = weight.sizes()[1];
    int group = out / (sizes[1] / options.groups());
    int kernel = weight.sizes()[2] * weight.sizes()[3];
    for (int channel = 0; channel < channels; channel++) {
      int source = (batch * image.sizes()[1] + group * channels + channel) * height * width;
      for (int tap = 0; tap < kernel; tap++) {
        double factor = weight.floats()[(out * channels + channel) * kernel + tap];
        int down = tap / weight.sizes()[3] - options.padding();
        int right = tap % weight.sizes()[3] - options.padding();
        addShifted(first, source, down, right, factor);
      }
    }
  }

  private void addShifted(int first, int source, int down, int right, double factor) {
    int stride = options.stride();
    double[] pixels = image.floats();
    for (int y = 0; y < outHeight; y++) {
      int row = y * stride + down;
      if (row < 0 || row >= height) {
        continue;
      }
      for (int x = 0; x < outWidth; x++) {
        int column = x * stride + right;
        if (column >= 0 && column < width) {
          result[first + y * outWidth + x] += factor * pixels[source + row * width + column];
        }
      }
    }
  }
}
