package ai.kelix.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Image;
import ai.kelix.InvalidImageException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pictures of every format and kind beside what Pillow 12.3 makes of them with {@code
 * exif_transpose}, transparency on white, without colour management: equal to the last bit.
 */
class ReferencePicturesTest {
  private static final String EXPECTED = ".expected.png";

  /** Each is cut or has something that is refused on purpose. */
  private static final List<String> REFUSED = List.of("baseline_half.jpg");

  @ParameterizedTest
  @MethodSource
  void isReadAsTheReferenceReadsIt(Path picture) {
    Image expected = Image.read(picture.resolveSibling(picture.getFileName() + EXPECTED));
    Image found = Image.read(picture);
    assertThat(found).isEqualTo(expected);
    assertThat(found.rgb()).isEqualTo(expected.rgb());
  }

  static Stream<Path> isReadAsTheReferenceReadsIt() throws Exception {
    return pictures().filter(file -> !REFUSED.contains(file.getFileName().toString()));
  }

  static Stream<Path> pictures() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> pictures = files.filter(file -> !file.toString().endsWith(EXPECTED)).toList();
      return pictures.stream().sorted();
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(ReferencePicturesTest.class.getResource("/pictures")).toURI());
  }

  @Test
  void everyKindIsThere() throws Exception {
    assertThat(pictures()).hasSizeGreaterThan(140);
  }

  @Test
  void halfAJpegIsRefused() throws Exception {
    Path half = folder().resolve("baseline_half.jpg");
    assertThatThrownBy(() -> Image.read(half))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("truncated")
        .hasMessageContaining("baseline_half.jpg");
  }
}
