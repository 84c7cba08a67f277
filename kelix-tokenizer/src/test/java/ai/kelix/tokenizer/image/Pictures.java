package ai.kelix.tokenizer.image;

import ai.kelix.Image;
import java.util.Random;

/** Pictures for tests. */
final class Pictures {
  private Pictures() {}

  /** Returns a picture of random pixels. */
  static Image noise(int width, int height, long seed) {
    byte[] rgb = new byte[3 * width * height];
    new Random(seed).nextBytes(rgb);
    return Image.ofRgb(width, height, rgb);
  }

  /** Returns a picture of one colour. */
  static Image plain(int width, int height, int red, int green, int blue) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return Image.ofRgb(width, height, rgb);
  }
}
