package ai.kelix.imageio;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
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
    ImageReader reader = PlatformSpi.of(ImageReaderSpi.class, format).createReaderInstance();
    List<String> warnings = new ArrayList<>();
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(stream, true, true);
      return new Samples(decoding.of(reader), warnings);
    } finally {
      reader.dispose();
    }
  }
}
