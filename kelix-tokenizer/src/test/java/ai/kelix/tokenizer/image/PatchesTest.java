package ai.kelix.tokenizer.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Image;
import ai.kelix.tokenizer.GoldenTensors;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** Images as normalised patches, row by row (kelix-ar §4.3). */
class PatchesTest {
  private static final int PATCH = 14;
  private static final PreprocessorConfig CONFIG = PreprocessorConfig.DEFAULTS;

  @Test
  void coversAnImageOfWholeCellsWithoutResizing() {
    Image image = Pictures.noise(112, 56, 1);
    Patches patches = Patches.of(image, CONFIG);
    assertThat(patches.rows()).isEqualTo(4);
    assertThat(patches.columns()).isEqualTo(8);
    assertThat(patches.image()).isEqualTo(image);
    assertThat(patches.count()).isEqualTo(4 * 8 * 3 * PATCH * PATCH);
  }

  @Test
  void theSizeIsKnownBeforeAnythingIsResized() {
    for (int[] side : new int[][] {{112, 56}, {5, 9}, {300, 17}, {1, 150}, {1500, 1100}}) {
      Image image = Pictures.noise(side[0], side[1], 4);
      Image resized = Patches.of(image, CONFIG).image();
      assertThat(Patches.size(image, CONFIG))
          .isEqualTo(new Size(resized.height(), resized.width()));
    }
  }

  @Test
  void everyPixelCanBeReadBackFromItsPlace() {
    Image image = Pictures.noise(84, 56, 2);
    float[] numbers = numbers(Patches.of(image, CONFIG));
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          int patch = y / PATCH * (image.width() / PATCH) + x / PATCH;
          int within = (channel * PATCH + y % PATCH) * PATCH + x % PATCH;
          float number = numbers[patch * 3 * PATCH * PATCH + within];
          assertThat(Math.round((number * 0.5f + 0.5f) * 255))
              .isEqualTo(image.value(x, y, channel));
        }
      }
    }
  }

  @Test
  void blackIsMinusOneAndWhiteIsOne() {
    float[] black = numbers(Patches.of(Pictures.plain(56, 56, 0, 0, 0), CONFIG));
    float[] white = numbers(Patches.of(Pictures.plain(56, 56, 255, 255, 255), CONFIG));
    assertThat(black).containsOnly(-1);
    assertThat(white).containsOnly(1);
  }

  @Test
  void reproducesTheReferenceToTheBit() {
    GoldenTensors golden = GoldenTensors.of("ar-micro-a");
    Patches patches = Patches.of(golden.image("pp.tiny.rgb"), CONFIG);
    assertThat(numbers(patches)).containsExactly(golden.floats("pp.tiny.pixel_values"));
  }

  @Test
  void largeImagesAreResampledTwiceAsTheReferenceDoes() {
    GoldenTensors golden = GoldenTensors.of("ar-micro-a");
    PreprocessorConfig small = new PreprocessorConfig(PATCH, 2, CONFIG.minPixels(), 6 * 784);
    Patches patches = Patches.of(golden.image("pp.twostage.rgb"), small);
    assertThat(numbers(patches)).containsExactly(golden.floats("pp.twostage.pixel_values"));
  }

  private static float[] numbers(Patches patches) {
    float[] numbers = new float[patches.count()];
    patches.write(FloatBuffer.wrap(numbers));
    return numbers;
  }
}
