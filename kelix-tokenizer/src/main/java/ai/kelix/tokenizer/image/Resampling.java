package ai.kelix.tokenizer.image;

import ai.kelix.Image;
import java.util.Arrays;
import java.util.Optional;

/**
 * Resampling of 8-bit images, bit-exact with the common imaging library of the reference (kelix-ar
 * §4.4): horizontal pass, rounding to 8 bits, vertical pass, fixed point of 22 bits. Its kernels
 * differ in how far they reach and how they weigh.
 */
public enum Resampling {
  /** Windowed sinc over three pixels to each side. */
  LANCZOS(1, 3),
  /** A tent over one pixel. */
  BILINEAR(2, 1),
  /** Cubic over two pixels, with a = −0.5. */
  BICUBIC(3, 2),
  /** The mean of the pixels covered. */
  BOX(4, 0.5),
  /** A Hamming window over one pixel. */
  HAMMING(5, 1);

  private static final int BITS = 22;

  private final int code;
  private final double reach;

  Resampling(int code, double reach) {
    this.code = code;
    this.reach = reach;
  }

  /** Returns the number by which {@code preprocessor_config.json} names the kernel. */
  public int code() {
    return code;
  }

  /** Finds the kernel of a number; empty for none, and for nearest neighbours, 0. */
  public static Optional<Resampling> ofCode(int code) {
    return Arrays.stream(values()).filter(kernel -> kernel.code == code).findFirst();
  }

  /** Resizes an image; the same size gives the same image. */
  public Image resize(Image image, Size target) {
    int width = image.width();
    int height = image.height();
    byte[] pixels = image.rgb();
    if (target.width() != width) {
      pixels = horizontal(pixels, width, height, target.width());
      width = target.width();
    }
    if (target.height() != height) {
      pixels = vertical(pixels, width, height, target.height());
      height = target.height();
    }
    return Image.ofRgb(width, height, pixels);
  }

  private byte[] horizontal(byte[] in, int width, int height, int out) {
    Weights weights = Weights.of(this, width, out);
    byte[] result = new byte[3 * out * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < out; x++) {
        int from = 3 * (y * width + weights.first[x]);
        sum(in, from, 3, weights, x, result, 3 * (y * out + x));
      }
    }
    return result;
  }

  private byte[] vertical(byte[] in, int width, int height, int out) {
    Weights weights = Weights.of(this, height, out);
    byte[] result = new byte[3 * width * out];
    for (int y = 0; y < out; y++) {
      for (int x = 0; x < width; x++) {
        int from = 3 * (weights.first[y] * width + x);
        sum(in, from, 3 * width, weights, y, result, 3 * (y * width + x));
      }
    }
    return result;
  }

  private static void sum(
      byte[] in, int from, int step, Weights weights, int index, byte[] out, int to) {
    int red = 1 << (BITS - 1);
    int green = red;
    int blue = red;
    int at = from;
    int end = index * weights.taps + weights.count[index];
    for (int k = index * weights.taps; k < end; k++) {
      int weight = weights.fixed[k];
      red += weight * (in[at] & 0xFF);
      green += weight * (in[at + 1] & 0xFF);
      blue += weight * (in[at + 2] & 0xFF);
      at += step;
    }
    out[to] = clamped(red >> BITS);
    out[to + 1] = clamped(green >> BITS);
    out[to + 2] = clamped(blue >> BITS);
  }

  private static byte clamped(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  /** Where each output position reads and with which weights; never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Weights(int[] first, int[] count, int taps, int[] fixed) {

    static Weights of(Resampling kernel, int in, int out) {
      double scale = (double) in / out;
      double filterScale = Math.max(scale, 1);
      double support = kernel.reach * filterScale;
      double step = 1 / filterScale;
      int taps = (int) Math.ceil(support) * 2 + 1;
      int[] first = new int[out];
      int[] count = new int[out];
      int[] fixed = new int[out * taps];
      double[] weights = new double[taps];
      for (int j = 0; j < out; j++) {
        double centre = (j + 0.5) * scale;
        first[j] = Math.max(0, (int) (centre - support + 0.5));
        count[j] = Math.min(in, (int) (centre + support + 0.5)) - first[j];
        double total = 0;
        for (int t = 0; t < count[j]; t++) {
          weights[t] = kernel.weight((first[j] + t - centre + 0.5) * step);
          total += weights[t];
        }
        for (int t = 0; t < count[j]; t++) {
          double weight = weights[t] / total * (1 << BITS);
          fixed[j * taps + t] = (int) (weight + (weight < 0 ? -0.5 : 0.5));
        }
      }
      return new Weights(first, count, taps, fixed);
    }
  }

  private double weight(double x) {
    return switch (this) {
      case BOX -> x > -0.5 && x <= 0.5 ? 1 : 0;
      case BILINEAR -> Math.max(0, 1 - Math.abs(x));
      case HAMMING -> Math.abs(x) < 1 ? sinc(x) * (0.54 + 0.46 * Math.cos(Math.PI * x)) : 0;
      case BICUBIC -> cubic(Math.abs(x));
      case LANCZOS -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    };
  }

  private static double cubic(double x) {
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
  }

  private static double sinc(double x) {
    double angle = Math.PI * x;
    return x == 0 ? 1 : Math.sin(angle) / angle;
  }
}
