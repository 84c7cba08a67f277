package ai.kelix.imageio;

import ai.kelix.Image;
import ai.kelix.ImageLimits;
import ai.kelix.InvalidImageException;
import ai.kelix.spi.ImageCodec;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Decodes whatever {@code javax.imageio} has readers for (PNG, JPEG, GIF, BMP, and what plug-ins
 * add), first frame only. Stateless and thread-safe.
 */
public final class ImageIoCodec implements ImageCodec {

  /** Called by {@link java.util.ServiceLoader}. */
  public ImageIoCodec() {
    ServiceRegistry.prepare();
  }

  @Override
  public Image decode(String source, byte[] encoded, ImageLimits limits) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new InvalidImageException(
            source + " is no image of a known format; expected PNG, JPEG, GIF or BMP");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        limits.check(source, reader.getWidth(0), reader.getHeight(0));
        return toRgb(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (InvalidImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Readers are written for sound files; damaged ones make them throw whatever comes.
      throw new InvalidImageException(
          source + " is a damaged or truncated image, expected a complete one: " + e, e);
    } catch (OutOfMemoryError e) {
      throw new InvalidImageException(
          source + " needs more memory than there is: scale it down or raise the heap with -Xmx",
          e);
    }
  }

  /** Drawing on opaque white composites transparency and converts every colour model at once. */
  private static Image toRgb(BufferedImage decoded) {
    int width = decoded.getWidth();
    int height = decoded.getHeight();
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = canvas.createGraphics();
    graphics.drawImage(decoded, 0, 0, Color.WHITE, null);
    graphics.dispose();
    int[] packed = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
    byte[] rgb = new byte[Math.multiplyExact(3, packed.length)];
    for (int i = 0; i < packed.length; i++) {
      rgb[3 * i] = (byte) (packed[i] >> 16);
      rgb[3 * i + 1] = (byte) (packed[i] >> 8);
      rgb[3 * i + 2] = (byte) packed[i];
    }
    return Image.ofRgb(width, height, rgb);
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
    try (MemoryCacheImageOutputStream memory = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(canvas, "png", memory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a PNG in memory", e);
    }
    return out.toByteArray();
  }
}
