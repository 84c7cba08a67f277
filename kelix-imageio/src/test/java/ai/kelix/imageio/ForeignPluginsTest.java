package ai.kelix.imageio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Image;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's plug-in that says it reads everything, and first, is not asked. */
class ForeignPluginsTest {
  private final ImageReaderSpi greedy = new Greedy();

  @BeforeEach
  void register() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    registry.registerServiceProvider(greedy, ImageReaderSpi.class);
    registry
        .getServiceProviders(ImageReaderSpi.class, false)
        .forEachRemaining(
            other -> {
              if (!other.equals(greedy)) {
                registry.setOrdering(ImageReaderSpi.class, greedy, other);
              }
            });
  }

  @AfterEach
  void deregister() {
    IIORegistry.getDefaultInstance().deregisterServiceProvider(greedy, ImageReaderSpi.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jmark_twofiles_s2.jpg", "png_7x5_c6_d8_i0.png", "tiff_7x5_be_cmyk8.tif"})
  void readsAsEver(String name) throws Exception {
    var resource = Objects.requireNonNull(getClass().getResource("/pictures/" + name));
    Path picture = Path.of(resource.toURI());
    Image expected = Image.read(picture.resolveSibling(name + ".expected.png"));
    assertThat(Image.read(picture)).isEqualTo(expected);
  }

  private static final class Greedy extends ImageReaderSpi {
    Greedy() {
      super(
          "nobody",
          "1",
          new String[] {"jpeg", "png", "tiff"},
          new String[0],
          new String[0],
          "none",
          new Class<?>[] {ImageInputStream.class},
          new String[0],
          false,
          "",
          "",
          new String[0],
          new String[0],
          false,
          "",
          "",
          new String[0],
          new String[0]);
    }

    @Override
    public boolean canDecodeInput(Object source) {
      return true;
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
      throw new AssertionError("a foreign reader was asked");
    }

    @Override
    public String getDescription(Locale locale) {
      return "reads everything, it says";
    }
  }
}
