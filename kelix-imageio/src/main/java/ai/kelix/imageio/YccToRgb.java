package ai.kelix.imageio;

/** Luminance and two differences to RGB in the fixed-point arithmetic of libjpeg. */
final class YccToRgb {
  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);

  private YccToRgb() {}

  static int red(int luminance, int redDifference) {
    return Scale.clamp(luminance + ((fixed(1.40200) * (redDifference - 128) + HALF) >> BITS));
  }

  static int green(int luminance, int blueDifference, int redDifference) {
    int difference =
        -fixed(0.34414) * (blueDifference - 128) - fixed(0.71414) * (redDifference - 128);
    return Scale.clamp(luminance + ((difference + HALF) >> BITS));
  }

  static int blue(int luminance, int blueDifference) {
    return Scale.clamp(luminance + ((fixed(1.77200) * (blueDifference - 128) + HALF) >> BITS));
  }

  private static int fixed(double factor) {
    return (int) (factor * (1 << BITS) + 0.5);
  }
}
