package ai.kelix.core.flow;

import ai.kelix.Image;

/** Between decoder output and 8-bit pixels (kelix-dit §12). */
public final class PixelConversion {

  private PixelConversion() {}

  /**
   * Converts decoder output to an image, rounding halves to even.
   *
   * @param planes {@code [3, height, width]}, about [−1, 1]
   */
  public static Image toImage(float[] planes, int height, int width) {
    int plane = height * width;
    byte[] rgb = new byte[3 * plane];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < plane; i++) {
        rgb[3 * i + channel] = (byte) Math.rint(scaled(planes[channel * plane + i]));
      }
    }
    return Image.ofRgb(width, height, rgb);
  }

  private static float scaled(float value) {
    return Math.max(0, Math.min(1, value / 2 + 0.5f)) * 255;
  }
}
