package ai.kelix.tokenizer.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Image;
import ai.kelix.tokenizer.GoldenTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resampling, bit-exact with the reference's library (kelix-ar §4.4). */
class ResamplingTest {
  private static final int ROUNDS = 60;

  /** Width and height before and after. */
  private static final int[][] RESIZES = {
    {9, 7, 5, 4},
    {9, 7, 28, 14},
    {97, 61, 28, 56},
    {64, 48, 32, 24},
    {64, 48, 128, 96},
    {33, 50, 84, 28}
  };

  private final SplittableRandom random = new SplittableRandom(4);

  @Test
  void theSameSizeIsTheSameImage() {
    Image image = Pictures.noise(37, 23, 1);
    assertThat(Resampling.BICUBIC.resize(image, new Size(23, 37))).isEqualTo(image);
  }

  @Test
  void reproducesTheReferenceToTheBit() {
    GoldenTensors golden = GoldenTensors.of("ar-micro-a");
    Image expected = golden.image("pp.img0.resized_rgb");
    Size size = new Size(expected.height(), expected.width());
    assertThat(Resampling.BICUBIC.resize(golden.image("pp.img0.rgb"), size)).isEqualTo(expected);
  }

  @Test
  void oneColourStaysThatColour() {
    for (int round = 0; round < ROUNDS; round++) {
      int value = random.nextInt(256);
      Image plain = Pictures.plain(side(), side(), value, 255 - value, 255);
      Size size = new Size(side(), side());
      assertThat(Resampling.BICUBIC.resize(plain, size))
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
      Image resized = Resampling.BICUBIC.resize(image, new Size(side(), side()));
      for (byte value : resized.rgb()) {
        assertThat(value & 0xFF).isBetween(low - 17, high + 17);
      }
    }
  }

  @Test
  void saturatesInsteadOfWrappingRound() {
    Image edges = map(Pictures.noise(64, 64, 2), (x, at) -> x < 128 ? 0 : 255);
    Image larger = Resampling.BICUBIC.resize(edges, new Size(640, 640));
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
    byte[] all = Resampling.BICUBIC.resize(image, size).rgb();
    byte[] one = Resampling.BICUBIC.resize(green, size).rgb();
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
    byte[] result = Resampling.BICUBIC.resize(image, size).rgb();
    byte[] negative = Resampling.BICUBIC.resize(map(image, (x, at) -> 255 - x), size).rgb();
    for (int i = 0; i < result.length; i++) {
      assertThat((result[i] & 0xFF) + (negative[i] & 0xFF)).isBetween(254, 256);
    }
  }

  /**
   * Checksums of what Pillow 12.3.0 makes of {@link #ramps}, one for each of {@link #RESIZES}; its
   * filter is {@code code}.
   */
  @ParameterizedTest
  @CsvSource({
    "LANCZOS,  33514040 81abbc09 f6170a82 bcb92fa6 631dbf7a feff3709",
    "BILINEAR, b6bf8406 9865ac36 4bad662e 4a12f726 50279e40 94795fe0",
    "BICUBIC,  398ebc93 b9b668ba 36e8d08b 46719561 6a9c2c46 8d564694",
    "BOX,      7eff00ae f047824d f60f70df 900dbfcf 4cfcf5f7 fd7f8cf3",
    "HAMMING,  4fd9465a b336d977 918ccf01 490b2bdf 1e817223 b347dc73",
  })
  void everyKernelIsThatOfTheReferencesLibrary(Resampling kernel, String checksums) {
    List<String> found = new ArrayList<>();
    for (int[] resize : RESIZES) {
      CRC32 crc = new CRC32();
      Image image = ramps(resize[0], resize[1]);
      crc.update(kernel.resize(image, new Size(resize[3], resize[2])).rgb());
      found.add(String.format(Locale.ROOT, "%08x", crc.getValue()));
    }
    assertThat(String.join(" ", found)).isEqualTo(checksums);
  }

  @Test
  void kernelsHaveTheNumbersOfTheFile() {
    for (Resampling kernel : Resampling.values()) {
      assertThat(Resampling.ofCode(kernel.code())).contains(kernel);
    }
    assertThat(Resampling.ofCode(0)).isEmpty();
  }

  private static Image ramps(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      rgb[i] = (byte) (x * 37 + y * 61 + i % 3 * 91 + x * y * 13);
    }
    return Image.ofRgb(width, height, rgb);
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
