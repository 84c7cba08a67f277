package ai.kelix.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Image;
import ai.kelix.InvalidImageException;
import ai.kelix.Kelix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no images, and images that are no pictures. */
class HostileImagesTest {
  private static Kelix kelix;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    kelix = Kelix.load("kelix-tiny");
  }

  @AfterAll
  static void close() {
    kelix.close();
  }

  @Test
  void namesTheFileThatIsNoImage() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.png"), "milk, eggs");
    refuses(() -> Image.read(file), "notes.png", "expected PNG, JPEG, GIF, BMP or TIFF");
    refuses(() -> Image.read(folder), folder.toString(), "no file");
    refuses(() -> Image.read(folder.resolve("gone.png")), "gone.png", "does not exist");
  }

  @Test
  void refusesTruncatedPng() throws IOException {
    byte[] png = grey(64, 64).toPng();
    Path file = Files.write(folder.resolve("half.png"), Arrays.copyOf(png, png.length / 2));
    refuses(() -> Image.read(file), "half.png", "truncated");
  }

  @Test
  void refusesClaimsBeyondTheLimitsBeforeAllocating() {
    refuses(() -> Image.decode(claiming(40_000, 40_000)), "40,000×40,000", "Scale it down");
    refuses(() -> Image.decode(claiming(1, 100_000)), "1×100,000", "30,000 a side");
  }

  @Test
  void refusesToCutLongStripsIntoCells() {
    refuses(() -> kelix.tokenize(grey(1, 100_000)), "1×100000", "200 times", "crop");
    refuses(() -> kelix.understand(grey(100_000, 1), "What is it?").text(), "200 times");
  }

  @Test
  void takesStripsWithinTheLimitHoweverThin() {
    assertThat(kelix.tokenize(grey(1, 1)).cells()).isPositive();
    assertThat(kelix.tokenize(grey(1, 150)).cells()).isPositive();
    assertThat(kelix.tokenize(grey(28, 5_400)).columns()).isEqualTo(1);
    assertThat(kelix.tokenize(grey(5_400, 28)).rows()).isEqualTo(1);
  }

  private static void refuses(Runnable call, String... said) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InvalidImageException.class)
        .message()
        .contains(said);
  }

  private static Image grey(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) 0x80);
    return Image.ofRgb(width, height, rgb);
  }

  /** A file of a few bytes whose header claims a large picture. */
  private static byte[] claiming(int width, int height) {
    byte[] png = grey(1, 1).toPng();
    CRC32 crc = new CRC32();
    ByteBuffer buffer = ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    crc.update(png, 12, 17);
    buffer.putInt(29, (int) crc.getValue());
    return png;
  }
}
