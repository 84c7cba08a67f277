package ai.kelix.imageio;

import java.util.Arrays;

/** Colours by number; numbers beyond the last are black. */
final class Palette {
  private static final int OPAQUE = 255;
  private final int[] reds = new int[256];
  private final int[] greens = new int[256];
  private final int[] blues = new int[256];
  private final int[] alphas = new int[256];

  /** All black and opaque. */
  Palette() {
    Arrays.fill(alphas, OPAQUE);
  }

  /**
   * Makes a palette of triples.
   *
   * @param rgb three bytes a colour
   * @param transparency one byte a colour, at most as many; the others are opaque
   */
  static Palette ofRgb(byte[] rgb, byte[] transparency) {
    Palette palette = new Palette();
    for (int i = 0; i < Math.min(256, rgb.length / 3); i++) {
      palette.put(i, rgb[3 * i] & 0xFF, rgb[3 * i + 1] & 0xFF, rgb[3 * i + 2] & 0xFF);
    }
    for (int i = 0; i < Math.min(256, transparency.length); i++) {
      palette.alphas[i] = transparency[i] & 0xFF;
    }
    return palette;
  }

  /** Every number is its own grey. */
  static Palette ofGrey() {
    Palette palette = new Palette();
    for (int i = 0; i < 256; i++) {
      palette.put(i, i, i, i);
    }
    return palette;
  }

  void put(int index, int red, int green, int blue) {
    reds[index] = red;
    greens[index] = green;
    blues[index] = blue;
  }

  void makeTransparent(int index) {
    alphas[index] = 0;
  }

  void set(Canvas canvas, int pixel, int index) {
    setOnWhite(canvas, pixel, index, alphas[index]);
  }

  void setOnWhite(Canvas canvas, int pixel, int index, int alpha) {
    canvas.setOnWhite(pixel, reds[index], greens[index], blues[index], alpha);
  }
}
