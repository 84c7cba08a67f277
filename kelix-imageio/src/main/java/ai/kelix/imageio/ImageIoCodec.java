package ai.kelix.imageio;

import ai.kelix.Image;
import ai.kelix.ImageLimits;
import ai.kelix.InvalidImageException;
import ai.kelix.spi.ImageCodec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Decodes PNG, JPEG, GIF, BMP and TIFF to what Pillow gives after {@code exif_transpose} on white
 * without colour management, first frame only. Plug-ins of {@code javax.imageio} that an
 * application has registered change nothing. Stateless and thread-safe.
 */
public final class ImageIoCodec implements ImageCodec {
  private static final List<FormatReader> READERS =
      List.of(
          new JpegReader(),
          new PngReader(),
          new GifReader(),
          new BmpReader(),
          new TiffReader(),
          new WebpReader());

  /** Called by {@link java.util.ServiceLoader}. */
  public ImageIoCodec() {
    ServiceRegistry.prepare();
  }

  @Override
  public Image decode(String source, byte[] encoded, ImageLimits limits) {
    Encoded file = new Encoded(source, encoded, limits);
    try {
      return reader(file).read(file).toImage();
    } catch (InvalidImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Readers are written for sound files; damaged ones make them throw whatever comes.
      throw file.damaged(inWords(e), e);
    } catch (OutOfMemoryError e) {
      throw new InvalidImageException(
          source + " needs more memory than there is: scale it down or raise the heap with -Xmx",
          e);
    }
  }

  private static String inWords(Exception thrown) {
    Throwable first = thrown;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    if (first instanceof EOFException
        || first instanceof IndexOutOfBoundsException
        || first instanceof BufferUnderflowException) {
      return "it refers to data that are not there";
    }
    String message = first instanceof IOException ? first.getMessage() : null;
    return message == null ? "its decoder cannot make sense of it" : message;
  }

  private static FormatReader reader(Encoded file) {
    return READERS.stream()
        .filter(reader -> reader.accepts(file))
        .findFirst()
        .orElseThrow(() -> unknown(file));
  }

  private static InvalidImageException unknown(Encoded file) {
    int shown = Math.min(8, file.bytes().length);
    String found =
        shown == 0
            ? "it is empty"
            : "it begins with " + HexFormat.ofDelimiter(" ").formatHex(file.bytes(), 0, shown);
    return new InvalidImageException(
        String.format(
            Locale.ROOT,
            "%s is no image of a known format, %s; expected PNG, JPEG, GIF, BMP or TIFF",
            file.source(),
            found));
  }

  @Override
  public byte[] encodePng(Image image) {
    int width = image.width();
    int height = image.height();
    byte[] rgb = image.rgb();
    int[] packed = new int[width * height];
    for (int i = 0; i < packed.length; i++) {
      packed[i] =
          (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | (rgb[3 * i + 2] & 0xFF);
    }
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    canvas.getRaster().setDataElements(0, 0, width, height, packed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // Given the plain stream, ImageIO would write to the temporary folder first.
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriter writer = PlatformSpi.of(ImageWriterSpi.class, "png").createWriterInstance();
      writer.setOutput(stream);
      writer.write(canvas);
      writer.dispose();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a PNG in memory", e);
    }
    return out.toByteArray();
  }
}
