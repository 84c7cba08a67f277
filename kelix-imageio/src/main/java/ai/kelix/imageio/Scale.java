package ai.kelix.imageio;

/** Conversions between ranges of samples, rounded as the reference rounds them. */
final class Scale {
  private Scale() {}

  /** Divides 0 … 65,025 by 255, rounding to nearest. */
  static int by255(int product) {
    int shifted = product + 128;
    return (shifted + (shifted >> 8)) >> 8;
  }

  /** Spreads a grey value of 1, 2, 4 or 8 bits over 0 … 255. */
  static int grey(int sample, int bits) {
    return sample * 255 / ((1 << bits) - 1);
  }

  static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
