package ai.kelix.imageio;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderWriterSpi;

/** The platform's own readers and writers among those that applications have registered. */
final class PlatformSpi {
  private PlatformSpi() {}

  static <T extends ImageReaderWriterSpi> T of(Class<T> kind, String format) throws IOException {
    Iterator<T> found = IIORegistry.getDefaultInstance().getServiceProviders(kind, true);
    while (found.hasNext()) {
      T spi = found.next();
      boolean ofPlatform = spi.getClass().getModule().equals(kind.getModule());
      if (ofPlatform && List.of(spi.getFormatNames()).contains(format)) {
        return spi;
      }
    }
    throw new IOException(
        String.format(
            Locale.ROOT,
            "the Java platform's own %s for %s was deregistered",
            kind.getSimpleName(),
            format));
  }
}
