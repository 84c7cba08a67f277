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
 */
public record Patches(Image image, int rows, int columns, int patch) {
  private static final float[] NORMALISED = new float[256];

  static {
    for (int value = 0; value < 256; value++) {
      NORMALISED[value] = ((float) (value * (1 / 255.0)) - 0.5f) / 0.5f;
    }
  }

  /** Resizes an image in the two stages of the reference and cuts it. */
  public static Patches of(Image image, PreprocessorConfig config) {
    Image first = resized(image, config.helperSize(new Size(image.height(), image.width())));
    Image second = resized(first, config.processorSize(new Size(first.height(), first.width())));
    int patch = config.patch();
    return new Patches(second, second.height() / patch, second.width() / patch, patch);
  }

  /** Returns the size to which {@link #of} resizes an image. */
  public static Size size(Image image, PreprocessorConfig config) {
    return config.processorSize(config.helperSize(new Size(image.height(), image.width())));
  }

  private static Image resized(Image image, Size size) {
    boolean same = size.width() == image.width() && size.height() == image.height();
    return same ? image : BicubicResampler.resize(image, size);
  }

  /** Returns how many numbers {@link #write} writes. */
  public int count() {
    return rows * columns * 3 * patch * patch;
  }

  /** Writes all patches row-major, each as channel, row, column. */
  public void write(FloatBuffer target) {
    byte[] rgb = image.rgb();
    // Element by element a buffer is several times slower than an array.
    float[] numbers = new float[3 * patch * patch];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        fill(numbers, rgb, row * patch, column * patch);
        target.put(numbers);
      }
    }
  }

  private void fill(float[] numbers, byte[] rgb, int top, int left) {
    int at = 0;
    for (int channel = 0; channel < 3; channel++) {
      for (int y = top; y < top + patch; y++) {
        int from = 3 * (y * image.width() + left) + channel;
        for (int x = 0; x < patch; x++) {
          numbers[at++] = NORMALISED[rgb[from + 3 * x] & 0xFF];
        }
      }
    }
  }
}
