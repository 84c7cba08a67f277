package ai.kelix.imageio;

import ai.kelix.ImageLimits;
import ai.kelix.InvalidImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of an image file with what its messages and checks need. */
final class Encoded {
  private final String source;
  private final byte[] bytes;
  private final ImageLimits limits;

  /**
   * Wraps a file.
   *
   * @param source what the bytes are, for messages
   * @param bytes a complete file, which nobody changes meanwhile
   * @param limits what the file may claim
   */
  Encoded(String source, byte[] bytes, ImageLimits limits) {
    this.source = source;
    this.bytes = bytes;
    this.limits = limits;
  }

  String source() {
    return source;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Whether the file has these ASCII characters at an offset. */
  boolean has(int offset, String text) {
    return startsWith(bytes, offset, text);
  }

  static boolean startsWith(byte[] bytes, int offset, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    if (offset + wanted.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[offset + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** A view of all bytes whose reads fail beyond the end. */
  ByteBuffer buffer(ByteOrder order) {
    return ByteBuffer.wrap(bytes).order(order);
  }

  void checkSize(long width, long height) {
    limits.check(source, width, height);
  }

  /** Allocates an image after the claimed size was checked. */
  Canvas canvas(long width, long height) {
    checkSize(width, height);
    return new Canvas((int) width, (int) height);
  }

  InvalidImageException damaged(String found) {
    return new InvalidImageException(damage(found));
  }

  InvalidImageException damaged(String found, Exception cause) {
    return new InvalidImageException(damage(found), cause);
  }

  private String damage(String found) {
    return source + " is a damaged or truncated image, expected a complete one: " + found;
  }

  /** The file is sound as far as one can see, but of a kind that is not read. */
  InvalidImageException unsupported(String found) {
    return new InvalidImageException(
        source + " is " + found + ", which is not read: save it as PNG or as baseline JPEG");
  }
}
