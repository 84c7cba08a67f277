package ai.kelix.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Image;
import ai.kelix.InvalidImageException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageIoCodecTest {

  @Test
  void pngRoundTripKeepsEveryPixel() {
    Image image = noise(37, 23, 1);
    assertThat(Image.decode(image.toPng())).isEqualTo(image);
  }

  @Test
  void readsFilesStreamsAndBuffers(@TempDir Path folder) {
    Image image = noise(9, 31, 2);
    Path file = folder.resolve("a.png");
    image.writePng(file);
    assertThat(Image.read(file)).isEqualTo(image);
    assertThat(Image.read(new ByteArrayInputStream(image.toPng()))).isEqualTo(image);
    assertThat(Image.decode(ByteBuffer.wrap(image.toPng()))).isEqualTo(image);
  }

  @Test
  void compositesTransparencyOnWhite() throws IOException {
    BufferedImage half = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    half.setRGB(0, 0, 0x00FF0000);
    half.setRGB(1, 0, 0xFFFF0000);
    Image decoded = Image.decode(encode(half, "png"));
    assertThat(decoded.rgb()).containsExactly(-1, -1, -1, -1, 0, 0);
  }

  @Test
  void readsGreyJpeg() throws IOException {
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = grey.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, 16, 16);
    graphics.dispose();
    Image decoded = Image.decode(encode(grey, "jpg"));
    assertThat(decoded.value(8, 8, 0)).isBetween(120, 136);
  }

  @Test
  void refusesWhatIsNoImage() {
    assertThatThrownBy(
            () ->
                Image.decode(
                    "not an image at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("the byte array is no image of a known format")
        .hasMessageContaining("begins with 6e 6f 74");
    assertThatThrownBy(() -> Image.decode(new byte[0])).hasMessageContaining("it is empty");
  }

  @Test
  void webpIsRefusedByName() {
    byte[] webp = "RIFF\0\0\0\0WEBPVP8L".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> Image.decode(webp))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("WebP")
        .hasMessageContaining("save it as PNG");
  }

  @Test
  void refusesEveryTruncationOfPng() {
    byte[] png = noise(40, 40, 3).toPng();
    for (int length = 0; length < png.length - 20; length += 97) {
      byte[] cut = Arrays.copyOf(png, length);
      assertThatThrownBy(() -> Image.decode(cut)).isInstanceOf(InvalidImageException.class);
    }
  }

  @Test
  void refusesHugeClaimedSizeBeforeAllocating() {
    assertThatThrownBy(() -> Image.decode(pngClaiming(40_000, 40_000)))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("40,000×40,000");
  }

  @Test
  void refusesOneByHundredThousandPixels() {
    assertThatThrownBy(() -> Image.decode(pngClaiming(1, 100_000)))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("100,000");
  }

  @Test
  void namesMissingFile(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("nowhere.png");
    assertThat(Files.exists(missing)).isFalse();
    assertThatThrownBy(() -> Image.read(missing))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("nowhere.png");
  }

  @Test
  void mutatedPngsAreReadOrRefusedButNeverFailOtherwise() {
    byte[] png = noise(24, 24, 4).toPng();
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 400; round++) {
      byte[] mutated = png.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        Image decoded = Image.decode(mutated);
        assertThat(decoded.width()).isPositive();
      } catch (InvalidImageException expected) {
        assertThat(expected).hasMessageContaining("byte array");
      }
    }
  }

  private static Image noise(int width, int height, long seed) {
    byte[] rgb = new byte[3 * width * height];
    new SplittableRandom(seed).nextBytes(rgb);
    return Image.ofRgb(width, height, rgb);
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** A tiny file whose header claims a large picture. */
  private static byte[] pngClaiming(int width, int height) {
    byte[] png = noise(1, 1, 6).toPng();
    ByteBuffer buffer = ByteBuffer.wrap(png);
    buffer.putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    buffer.putInt(29, (int) crc.getValue());
    return png;
  }
}
