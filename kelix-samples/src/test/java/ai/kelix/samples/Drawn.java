package ai.kelix.samples;

import ai.kelix.Image;

/** Pictures to ask about. */
final class Drawn {
  private static final int SIDE = 112;

  private Drawn() {}

  /** Returns a filled square in the middle of a white ground. */
  static Image square(int red, int green, int blue) {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < SIDE * SIDE; i++) {
      boolean inside = middle(i % SIDE) && middle(i / SIDE);
      rgb[3 * i] = (byte) (inside ? red : 255);
      rgb[3 * i + 1] = (byte) (inside ? green : 255);
      rgb[3 * i + 2] = (byte) (inside ? blue : 255);
    }
    return Image.ofRgb(SIDE, SIDE, rgb);
  }

  private static boolean middle(int position) {
    return position > SIDE / 3 && position < 2 * SIDE / 3;
  }
}
