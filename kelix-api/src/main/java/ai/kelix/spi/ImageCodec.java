package ai.kelix.spi;

import ai.kelix.Image;
import ai.kelix.ImageLimits;

/**
 * Decodes and encodes images with what the platform has. Implementations are stateless and
 * thread-safe.
 */
public interface ImageCodec {

  /**
   * Decodes one image to RGB: upright as its EXIF orientation says, transparency composited on
   * white, without colour management.
   *
   * @param source what the bytes are, for messages
   * @param encoded a complete file
   * @param limits checked against the claimed size before pixels are allocated
   * @throws ai.kelix.InvalidImageException if the bytes are no image, truncated or over a limit
   */
  Image decode(String source, byte[] encoded, ImageLimits limits);

  /** Encodes as PNG; equal images give equal bytes. */
  byte[] encodePng(Image image);
}
