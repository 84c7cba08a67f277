package ai.kelix;

import java.util.Locale;

/**
 * What an encoded image may claim before it is refused.
 *
 * @param maxBytes size of the encoded file
 * @param maxPixels width × height
 * @param maxSide larger of width and height
 */
public record ImageLimits(long maxBytes, long maxPixels, int maxSide) {

  /** 64 MiB, 64 megapixels, 30,000 pixels a side. */
  public static final ImageLimits DEFAULTS = new ImageLimits(64L << 20, 64_000_000, 30_000);

  /** Checks that all limits are positive. */
  public ImageLimits {
    if (maxBytes < 1 || maxPixels < 1 || maxSide < 1) {
      throw new IllegalArgumentException("image limits must be positive");
    }
  }

  /**
   * Checks a claimed size.
   *
   * @param source what claims it, for the message
   * @throws InvalidImageException if the size exceeds the limits
   */
  public void check(String source, long width, long height) {
    if (width < 1 || height < 1) {
      throw new InvalidImageException(
          String.format(
              Locale.ROOT, "%s claims an empty image of %d×%d pixels", source, width, height));
    }
    if (width > maxSide || height > maxSide || width * height > maxPixels) {
      throw new InvalidImageException(
          String.format(
              Locale.ROOT,
              "%s claims %,d×%,d pixels; the limits are %,d a side and %,d in all. Scale it down first",
              source,
              width,
              height,
              maxSide,
              maxPixels));
    }
  }
}
