package ai.kelix.tokenizer.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Image;
import ai.kelix.tokenizer.GoldenTensors;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/** Bicubic resampling, bit-exact with the reference's library (kelix-ar §4.4). */
class BicubicResamplerTest {
  private static final int ROUNDS = 60;
  private final SplittableRandom random = new SplittableRandom(4);

  @Test
  void theSameSizeIsTheSameImage() {
    Image image = Pictures.noise(37, 23, 1);
    assertThat(BicubicResampler.resize(image, new Size(23, 37))).isEqualTo(image);
  }

  @Test
  void reproducesTheReferenceToTheBit() {
    GoldenTensors golden = GoldenTensors.of("ar-micro-a");
    Image expected = golden.image("pp.img0.resized_rgb");
    Size size = new Size(expected.height(), expected.width());
    assertThat(BicubicResampler.resize(golden.image("pp.img0.rgb"), size)).isEqualTo(expected);
  }

  @Test
  void oneColourStaysThatColour() {
    for (int round = 0; round < ROUNDS; round++) {
      int value = random.nextInt(256);
      Image plain = Pictures.plain(side(), side(), value, 255 - value, 255);
      Size size = new Size(side(), side());
      assertThat(BicubicResampler.resize(plain, size))
          .isEqualTo(Pictures.plain(size.width(), size.height(), value, 255 - value, 255));
    }
  }

  /** The negative lobes hold an eighth, so each pass widens the range by an eighth on each side. */
  @Test
  void overshootsByTheLobesOfTheKernelAndNoMore() {
    int low = 100;
    int high = 150;
    for (int round = 0; round < ROUNDS; round++) {
      int width = side();
      int height = side();
      Image image = map(Pictures.noise(width, height, round), (x, at) -> x < 128 ? low : high);
      Image resized = BicubicResampler.resize(image, new Size(side(), side()));
      for (byte value : resized.rgb()) {
        assertThat(value & 0xFF).isBetween(low - 17, high + 17);
      }
    }
  }

  @Test
  void saturatesInsteadOfWrappingRound() {
    Image edges = map(Pictures.noise(64, 64, 2), (x, at) -> x < 128 ? 0 : 255);
    Image larger = BicubicResampler.resize(edges, new Size(640, 640));
    long extreme = 0;
    for (byte value : larger.rgb()) {
      extreme += value == 0 || value == -1 ? 1 : 0;
    }
    assertThat(extreme).isGreaterThan(larger.rgb().length / 5);
  }

  @Test
  void coloursDoNotMix() {
    Image image = Pictures.noise(31, 40, 3);
    Image green = map(image, (x, at) -> at % 3 == 1 ? x : 0);
    Size size = new Size(28, 56);
    byte[] all = BicubicResampler.resize(image, size).rgb();
    byte[] one = BicubicResampler.resize(green, size).rgb();
    for (int i = 0; i < one.length; i += 3) {
      assertThat(one[i]).isZero();
      assertThat(one[i + 1]).isEqualTo(all[i + 1]);
      assertThat(one[i + 2]).isZero();
    }
  }

  @Test
  void theNegativeOfTheResultIsTheResultOfTheNegative() {
    Image image = Pictures.noise(50, 33, 5);
    Size size = new Size(84, 28);
    byte[] result = BicubicResampler.resize(image, size).rgb();
    byte[] negative = BicubicResampler.resize(map(image, (x, at) -> 255 - x), size).rgb();
    for (int i = 0; i < result.length; i++) {
      assertThat((result[i] & 0xFF) + (negative[i] & 0xFF)).isBetween(254, 256);
    }
  }

  private int side() {
    return 1 + random.nextInt(90);
  }

  private static Image map(Image image, IntBinaryOperator change) {
    byte[] rgb = image.rgb();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) change.applyAsInt(rgb[i] & 0xFF, i);
    }
    return Image.ofRgb(image.width(), image.height(), rgb);
  }
}
