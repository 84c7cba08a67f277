package ai.kelix.imageio;

/**
 * Which bits of a pixel hold which colour.
 *
 * @param red a run of bits
 * @param green a run of bits
 * @param blue a run of bits
 * @param alpha a run of bits, or 0 where all pixels are opaque
 */
record BmpMasks(int red, int green, int blue, int alpha) {
  static final BmpMasks OF_16_BITS = new BmpMasks(0x7C00, 0x3E0, 0x1F, 0);
  static final BmpMasks OPAQUE = new BmpMasks(0xFF0000, 0xFF00, 0xFF, 0);

  /** What 32-bit pixels have whose masks are all 0. */
  static final BmpMasks WITH_ALPHA = new BmpMasks(0xFF0000, 0xFF00, 0xFF, 0xFF000000);

  boolean isEmpty() {
    return (red | green | blue | alpha) == 0;
  }

  void set(Canvas canvas, int at, int pixel) {
    canvas.setOnWhite(
        at,
        value(pixel, red),
        value(pixel, green),
        value(pixel, blue),
        alpha == 0 ? 255 : value(pixel, alpha));
  }

  /** What a mask selects, spread over 0 … 255. */
  private static int value(int pixel, int mask) {
    if (mask == 0) {
      return 0;
    }
    int shift = Integer.numberOfTrailingZeros(mask);
    return (int) (255L * ((pixel & mask) >>> shift) / (mask >>> shift));
  }
}
