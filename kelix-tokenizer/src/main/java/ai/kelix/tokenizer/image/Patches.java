package ai.kelix.tokenizer.image;

import ai.kelix.Image;
import java.nio.FloatBuffer;

/**
 * An image cut into normalised patches (kelix-ar §4.3).
 *
 * @param image resized to whole cells
 * @param rows patches from top to bottom
 * @param columns patches from left to right
 * @param patch side of a patch in pixels
 * @param scale how pixels become numbers
 */
public record Patches(Image image, int rows, int columns, int patch, PixelScale scale) {

  /** Resizes an image in the two stages of the reference and cuts it. */
  public static Patches of(Image image, PreprocessorConfig config) {
    Size helped = config.helperSize(new Size(image.height(), image.width()));
    Image first = resized(image, helped, Resampling.BICUBIC);
    Size processed = config.processorSize(new Size(first.height(), first.width()));
    Image second = resized(first, processed, config.resampling());
    int patch = config.patch();
    return new Patches(
        second, second.height() / patch, second.width() / patch, patch, config.scale());
  }

  /** Returns the size to which {@link #of} resizes an image. */
  public static Size size(Image image, PreprocessorConfig config) {
    return config.processorSize(config.helperSize(new Size(image.height(), image.width())));
  }

  private static Image resized(Image image, Size size, Resampling kernel) {
    boolean same = size.width() == image.width() && size.height() == image.height();
    return same ? image : kernel.resize(image, size);
  }

  /** Returns how many numbers {@link #write} writes. */
  public int count() {
    return rows * columns * 3 * patch * patch;
  }

  /** Writes all patches row-major, each as channel, row, column. */
  public void write(FloatBuffer target) {
    byte[] rgb = image.rgb();
    float[][] tables = {scale.table(0), scale.table(1), scale.table(2)};
    // Element by element a buffer is several times slower than an array.
    float[] numbers = new float[3 * patch * patch];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        fill(numbers, rgb, tables, row * patch, column * patch);
        target.put(numbers);
      }
    }
  }

  private void fill(float[] numbers, byte[] rgb, float[][] tables, int top, int left) {
    int at = 0;
    for (int channel = 0; channel < 3; channel++) {
      float[] table = tables[channel];
      for (int y = top; y < top + patch; y++) {
        int from = 3 * (y * image.width() + left) + channel;
        for (int x = 0; x < patch; x++) {
          numbers[at++] = table[rgb[from + 3 * x] & 0xFF];
        }
      }
    }
  }
}
