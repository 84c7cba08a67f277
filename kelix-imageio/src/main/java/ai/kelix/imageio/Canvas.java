package ai.kelix.imageio;

import ai.kelix.Image;

/** An RGB image in the making; pixels are numbered row by row. */
final class Canvas {
  private final int width;
  private final int height;
  private final byte[] rgb;

  Canvas(int width, int height) {
    this(width, height, new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))]);
  }

  Canvas(int width, int height, byte[] rgb) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  byte[] rgb() {
    return rgb;
  }

  /** Sets an opaque pixel; each value is 0 … 255. */
  void set(int pixel, int red, int green, int blue) {
    rgb[3 * pixel] = (byte) red;
    rgb[3 * pixel + 1] = (byte) green;
    rgb[3 * pixel + 2] = (byte) blue;
  }

  /** Sets a pixel to a colour of which {@code alpha} / 255 covers white. */
  void setOnWhite(int pixel, int red, int green, int blue, int alpha) {
    set(pixel, onWhite(red, alpha), onWhite(green, alpha), onWhite(blue, alpha));
  }

  private static int onWhite(int value, int alpha) {
    return Scale.by255(value * alpha + 255 * (255 - alpha));
  }

  Image toImage() {
    return Image.ofRgb(width, height, rgb);
  }
}
