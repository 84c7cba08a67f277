package ai.kelix.imageio;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The decoders of the platform itself, whatever plug-ins an application registers, and of them the
 * samples as they are stored: colour is never converted here.
 */
final class PlatformReader {

  /**
   * Samples and the warnings that were given on the way.
   *
   * @param raster the samples of the first image
   * @param warnings texts of the decoder
   */
  record Samples(Raster raster, List<String> warnings) {}

  private PlatformReader() {}

  /** Decodes without any conversion of colour. */
  static Samples raw(String format, byte[] file) throws IOException {
    return read(format, file, reader -> reader.readRaster(0, null));
  }

  /** Decodes with readers that have nothing but images to give. */
  static Samples image(String format, byte[] file) throws IOException {
    return read(format, file, reader -> reader.read(0).getRaster());
  }

  private interface Decoding {
    Raster of(ImageReader reader) throws IOException;
  }

  private static Samples read(String format, byte[] file, Decoding decoding) throws IOException {
    ImageReader reader = spi(format).createReaderInstance();
    List<String> warnings = new ArrayList<>();
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(stream, true, true);
      return new Samples(decoding.of(reader), warnings);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReaderSpi spi(String format) throws IOException {
    Iterator<ImageReaderSpi> found =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    while (found.hasNext()) {
      ImageReaderSpi spi = found.next();
      boolean ofPlatform = spi.getClass().getModule() == ImageReaderSpi.class.getModule();
      if (ofPlatform && List.of(spi.getFormatNames()).contains(format)) {
        return spi;
      }
    }
    throw new IOException("the Java platform's own reader of " + format + " was deregistered");
  }
}
