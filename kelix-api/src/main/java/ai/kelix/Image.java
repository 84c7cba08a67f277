package ai.kelix;

import ai.kelix.platform.Interruption;
import ai.kelix.spi.ImageCodecs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * An immutable picture of 8-bit RGB pixels.
 *
 * <p>Reading decodes with the {@link ai.kelix.spi.ImageCodec} of the platform under {@link
 * ImageLimits}: the size that a file claims is checked before anything is allocated for its pixels.
 * A picture is turned as its EXIF orientation says, transparency is put on white, and colour
 * profiles are ignored. Thread-safe.
 */
public final class Image {
  private final int width;
  private final int height;
  private final byte[] rgb;

  private Image(int width, int height, byte[] rgb) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /**
   * Makes an image of given pixels.
   *
   * @param width in pixels, at least 1
   * @param height in pixels, at least 1
   * @param rgb row-major, three bytes a pixel; copied
   * @throws IllegalArgumentException if the array does not hold width × height × 3 bytes
   */
  public static Image ofRgb(int width, int height, byte[] rgb) {
    Objects.requireNonNull(rgb, "rgb is null");
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a %d×%d image needs %d bytes of RGB, got %d",
              width,
              height,
              3L * width * height,
              rgb.length));
    }
    return new Image(width, height, rgb.clone());
  }

  /**
   * Reads an image file, or what comes out of a named pipe, under the default limits.
   *
   * @throws InvalidImageException if the file is missing, unreadable, no image or too large
   */
  public static Image read(Path file) {
    Objects.requireNonNull(file, "file is null");
    if (!Files.exists(file) || Files.isDirectory(file)) {
      String found = Files.exists(file) ? "is a folder, no file" : "does not exist";
      throw new InvalidImageException(
          String.format(Locale.ROOT, "%s %s, expected an image file: check the path", file, found));
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return decode(file.toString(), readAll(file.toString(), stream));
    } catch (IOException e) {
      Interruption.check(e, "reading the image file " + file);
      throw new InvalidImageException("cannot read the image file " + file + ": " + e, e);
    }
  }

  /**
   * Reads an image to the end of a stream under the default limits; the stream stays open.
   *
   * @throws InvalidImageException if the stream fails or holds no acceptable image
   */
  public static Image read(InputStream stream) {
    Objects.requireNonNull(stream, "stream is null");
    try {
      return decode("the stream", readAll("the stream", stream));
    } catch (IOException e) {
      Interruption.check(e, "reading the image stream");
      throw new InvalidImageException("cannot read the image stream: " + e, e);
    }
  }

  /**
   * Decodes an encoded image (PNG, JPEG, …) under the default limits.
   *
   * @throws InvalidImageException if the bytes are no acceptable image
   */
  public static Image decode(byte[] encoded) {
    return decode("the byte array", Objects.requireNonNull(encoded, "encoded is null"));
  }

  /**
   * Decodes the remaining bytes of a buffer, whose position stays where it is.
   *
   * @throws InvalidImageException if the bytes are no acceptable image
   */
  public static Image decode(ByteBuffer encoded) {
    Objects.requireNonNull(encoded, "encoded is null");
    byte[] bytes = new byte[encoded.remaining()];
    encoded.duplicate().get(bytes);
    return decode("the buffer", bytes);
  }

  /** A stream does not say how long it is, nor does a pipe, and a file may grow. */
  private static byte[] readAll(String source, InputStream stream) throws IOException {
    int limit = Math.toIntExact(ImageLimits.DEFAULTS.maxBytes());
    byte[] encoded = readUpTo(stream, limit + 1);
    if (encoded.length > limit) {
      throw tooManyBytes(source);
    }
    return encoded;
  }

  /** Android 8 streams have no {@code readNBytes}. */
  private static byte[] readUpTo(InputStream stream, int most) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[1 << 16];
    int count = 0;
    while (count >= 0 && bytes.size() < most) {
      bytes.write(chunk, 0, count);
      count = stream.read(chunk, 0, Math.min(chunk.length, most - bytes.size()));
    }
    return bytes.toByteArray();
  }

  private static Image decode(String source, byte[] encoded) {
    if (encoded.length > ImageLimits.DEFAULTS.maxBytes()) {
      throw tooManyBytes(source);
    }
    return ImageCodecs.installed().decode(source, encoded, ImageLimits.DEFAULTS);
  }

  private static InvalidImageException tooManyBytes(String source) {
    return new InvalidImageException(
        String.format(
            Locale.ROOT,
            "%s has more than %,d bytes, the limit for an encoded image",
            source,
            ImageLimits.DEFAULTS.maxBytes()));
  }

  /** Returns the width in pixels. */
  public int width() {
    return width;
  }

  /** Returns the height in pixels. */
  public int height() {
    return height;
  }

  /** Returns the pixels in a new array: row-major, three bytes each. */
  public byte[] rgb() {
    return rgb.clone();
  }

  /**
   * Copies the pixels without allocating.
   *
   * @param target receives width × height × 3 bytes
   * @param offset index of the first
   */
  public void copyRgb(byte[] target, int offset) {
    Objects.requireNonNull(target, "target is null");
    System.arraycopy(rgb, 0, target, offset, rgb.length);
  }

  /**
   * Returns one colour value.
   *
   * @param x column, from the left
   * @param y row, from the top
   * @param channel 0 red, 1 green, 2 blue
   * @return 0 … 255
   */
  public int value(int x, int y, int channel) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(y, height);
    Objects.checkIndex(channel, 3);
    return rgb[3 * (y * width + x) + channel] & 0xFF;
  }

  /** Encodes as PNG. */
  public byte[] toPng() {
    return ImageCodecs.installed().encodePng(this);
  }

  /**
   * Writes a PNG file, replacing an existing one.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void writePng(Path file) {
    Objects.requireNonNull(file, "file is null");
    try {
      Files.write(file, toPng());
    } catch (IOException e) {
      Interruption.check(e, "writing " + file);
      throw new UncheckedIOException("cannot write " + file + ": " + e, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Image image
        && image.width == width
        && image.height == height
        && Arrays.equals(image.rgb, rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "Image[" + width + "×" + height + "]";
  }
}
