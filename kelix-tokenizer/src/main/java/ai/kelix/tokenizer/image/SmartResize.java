package ai.kelix.tokenizer.image;

import ai.kelix.InvalidImageException;
import java.util.Locale;

/**
 * Rounds the size of an image to whole cells within limits (kelix-ar §4.1–4.2). {@code Math.rint}
 * rounds halves to even, as the reference does.
 */
public final class SmartResize {
  private static final int MOST_ELONGATED = 200;

  private SmartResize() {}

  /**
   * Rule of the message helper, stage 1.
   *
   * @param factor pixels of a cell
   * @param minPixels smaller images grow
   * @param maxPixels larger images shrink
   */
  public static Size helper(Size size, int factor, long minPixels, long maxPixels) {
    refuseElongated(size);
    long h = Math.max(factor, rounded(size.height(), factor));
    long w = Math.max(factor, rounded(size.width(), factor));
    return limited(size, h, w, factor, minPixels, maxPixels);
  }

  /**
   * Rule of the image processor, stage 2: sides below one cell grow first. Where the reference
   * would shrink a side of a long image to nothing, and fail, one cell remains.
   */
  public static Size processor(Size size, int factor, long minPixels, long maxPixels) {
    long height = size.height();
    long width = size.width();
    if (height < factor) {
      width = (long) Math.rint((double) width * factor / height);
      height = factor;
    }
    if (width < factor) {
      height = (long) Math.rint((double) height * factor / width);
      width = factor;
    }
    Size grown = new Size(Math.toIntExact(height), Math.toIntExact(width));
    refuseElongated(grown);
    long h = rounded(height, factor);
    long w = rounded(width, factor);
    return limited(grown, h, w, factor, minPixels, maxPixels);
  }

  private static Size limited(
      Size size, long h, long w, int factor, long minPixels, long maxPixels) {
    double pixels = (double) size.height() * size.width();
    if (h * w > maxPixels) {
      double beta = Math.sqrt(pixels / maxPixels);
      return new Size(
          (int) Math.max(factor, (long) Math.floor(size.height() / beta / factor) * factor),
          (int) Math.max(factor, (long) Math.floor(size.width() / beta / factor) * factor));
    }
    if (h * w < minPixels) {
      double beta = Math.sqrt(minPixels / pixels);
      return new Size(
          (int) Math.ceil(size.height() * beta / factor) * factor,
          (int) Math.ceil(size.width() * beta / factor) * factor);
    }
    return new Size((int) h, (int) w);
  }

  private static long rounded(long side, int factor) {
    return (long) Math.rint((double) side / factor) * factor;
  }

  private static void refuseElongated(Size size) {
    double longer = Math.max(size.height(), size.width());
    double shorter = Math.min(size.height(), size.width());
    if (longer / shorter > MOST_ELONGATED) {
      throw new InvalidImageException(
          String.format(
              Locale.ROOT,
              "an image of %d×%d pixels is more than %d times as long as wide; crop it first",
              size.width(),
              size.height(),
              MOST_ELONGATED));
    }
  }
}
