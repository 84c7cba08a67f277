package ai.kelix.model.vae;

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
    return convert(planes, height, width, false);
  }

  /** As {@link #toImage}, but cutting fractions off, as the reference's benchmark scripts do. */
  public static Image toImageTruncated(float[] planes, int height, int width) {
    return convert(planes, height, width, true);
  }

  private static Image convert(float[] planes, int height, int width, boolean truncated) {
    int plane = height * width;
    byte[] rgb = new byte[3 * plane];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < plane; i++) {
        float value = scaled(planes[channel * plane + i]);
        rgb[3 * i + channel] = (byte) (truncated ? value : Math.rint(value));
      }
    }
    return Image.ofRgb(width, height, rgb);
  }

  private static float scaled(float value) {
    return Math.max(0, Math.min(1, value / 2 + 0.5f)) * 255;
  }
}
