package ai.kelix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ImageTest {

  @Test
  void pixelsAreCopiedInAndOut() {
    byte[] rgb = {1, 2, 3, -1, 5, 6};
    Image image = Image.ofRgb(2, 1, rgb);
    rgb[0] = 9;
    image.rgb()[1] = 9;
    assertThat(image.rgb()).containsExactly(1, 2, 3, -1, 5, 6);
    assertThat(image.value(1, 0, 0)).isEqualTo(255);
    byte[] target = new byte[8];
    image.copyRgb(target, 1);
    assertThat(target).containsExactly(0, 1, 2, 3, -1, 5, 6, 0);
  }

  @Test
  void equalPixelsOfAnotherShapeDiffer() {
    assertThat(Image.ofRgb(2, 1, new byte[6])).isEqualTo(Image.ofRgb(2, 1, new byte[6]));
    assertThat(Image.ofRgb(2, 1, new byte[6])).isNotEqualTo(Image.ofRgb(1, 2, new byte[6]));
  }

  @Test
  void wrongSizesAreRefused() {
    refuses(0, 1, 0);
    refuses(1, -1, 3);
    refuses(-1, -1, 3);
    refuses(1, 1, 4);
    refuses(65_536, 65_536, 0);
  }

  @Test
  void limitsHoldAtTheirEdge() {
    ImageLimits limits = new ImageLimits(10, 100, 20);
    limits.check("a", 10, 10);
    limits.check("a", 20, 5);
    exceeds(limits, 21, 1);
    exceeds(limits, 1, 21);
    exceeds(limits, 11, 10);
    exceeds(limits, 0, 5);
    exceeds(limits, 5, -1);
    exceeds(limits, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageLimits(0, 1, 1));
  }

  @Test
  void missingFilesAreNamed() {
    assertThatExceptionOfType(InvalidImageException.class)
        .isThrownBy(() -> Image.read(Path.of("no-such-image.png")))
        .withMessageContaining("no-such-image.png");
  }

  @Test
  void withoutACodecTheMessageSaysWhatToAdd() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> Image.read(new ByteArrayInputStream(new byte[4])))
        .withMessageContaining("kelix-imageio");
  }

  private static void refuses(int width, int height, int bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.ofRgb(width, height, new byte[bytes]));
  }

  private static void exceeds(ImageLimits limits, long width, long height) {
    assertThatExceptionOfType(InvalidImageException.class)
        .isThrownBy(() -> limits.check("a", width, height));
  }
}
