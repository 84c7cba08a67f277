package ai.kelix.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Image;
import ai.kelix.InvalidImageException;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeded damage to files of every format: an image or the documented refusal. */
class DamagedImagesTest {
  private static final int ROUNDS = 1500;

  /** The kinds of files, each with its own decoder or its own path through one. */
  enum Format {
    PNG("png", BufferedImage.TYPE_INT_ARGB, null),
    PNG_INTERLACED("png", BufferedImage.TYPE_INT_RGB, null),
    PNG_PALETTE("png", BufferedImage.TYPE_BYTE_INDEXED, null),
    JPEG("jpg", BufferedImage.TYPE_INT_RGB, null),
    JPEG_PROGRESSIVE("jpg", BufferedImage.TYPE_INT_RGB, null),
    JPEG_GREY("jpg", BufferedImage.TYPE_BYTE_GRAY, null),
    GIF("gif", BufferedImage.TYPE_BYTE_INDEXED, null),
    GIF_INTERLACED("gif", BufferedImage.TYPE_BYTE_INDEXED, null),
    BMP("bmp", BufferedImage.TYPE_INT_RGB, null),
    BMP_PALETTE("bmp", BufferedImage.TYPE_BYTE_INDEXED, null),
    BMP_RUNS("bmp", BufferedImage.TYPE_BYTE_INDEXED, "BI_RLE8"),
    TIFF("tif", BufferedImage.TYPE_INT_RGB, null),
    TIFF_PALETTE("tif", BufferedImage.TYPE_BYTE_INDEXED, "LZW"),
    TIFF_GREY("tif", BufferedImage.TYPE_BYTE_GRAY, "Deflate");

    private final String suffix;
    private final int type;
    private final @Nullable String compression;

    /** How many last bytes hold nothing of the picture: the end mark of GIF and of runs. */
    private final int spare;

    Format(String suffix, int type, @Nullable String compression) {
      this.suffix = suffix;
      this.type = type;
      this.compression = compression;
      this.spare = suffix.equals("gif") ? 1 : "BI_RLE8".equals(compression) ? 4 : 0;
    }

    private boolean isProgressive() {
      return name().endsWith("_PROGRESSIVE") || name().endsWith("_INTERLACED");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsRefused(Format format) throws IOException {
    byte[] sound = encoded(format);
    for (int length = 0; length < sound.length - format.spare; length++) {
      String what = String.format(Locale.ROOT, "%s cut to %d", format, length);
      assertThat(decode(Arrays.copyOf(sound, length), what)).as(what).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCutFileIsToldOfInWordsOfItsFormat(Format format) throws IOException {
    byte[] sound = encoded(format);
    for (int length = 8; length < sound.length - format.spare; length++) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> Image.decode(cut))
          .as("%s cut to %d", format, length)
          .message()
          .contains("damaged or truncated")
          .doesNotContain("Exception", "null");
    }
  }

  /** What entropy coders do not notice by themselves: data that are missing before a marker. */
  @ParameterizedTest
  @EnumSource(names = {"JPEG", "JPEG_PROGRESSIVE", "JPEG_GREY"})
  void codedDataThatEndTooSoonAreRefused(Format format) throws IOException {
    byte[] sound = encoded(format);
    byte[] cut = Arrays.copyOf(sound, sound.length - 40);
    cut[cut.length - 2] = (byte) 0xFF;
    cut[cut.length - 1] = (byte) 0xD9;
    assertThat(decode(cut, format + " without its last data")).isFalse();
  }

  @Test
  void aProgressiveJpegWithoutItsLastScanIsRefused() throws IOException {
    byte[] sound = encoded(Format.JPEG_PROGRESSIVE);
    int lastScan = sound.length - 2;
    while ((sound[lastScan] & 0xFF) != 0xFF || (sound[lastScan + 1] & 0xFF) != 0xDA) {
      lastScan--;
    }
    byte[] cut = Arrays.copyOf(sound, lastScan + 2);
    cut[lastScan + 1] = (byte) 0xD9;
    assertThat(decode(cut, "no last scan")).isFalse();
  }

  /** Orientation, chunks, palettes and everything else that is parsed here. */
  @Test
  void mutationsOfReferencePicturesAreImagesOrRefused() throws Exception {
    Random random = new Random(7);
    for (Path picture : ReferencePicturesTest.pictures().toList()) {
      byte[] sound = Files.readAllBytes(picture);
      for (int round = 0; round < 60; round++) {
        decode(mutated(sound, random), picture.getFileName() + ", round " + round);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyMutationIsAnImageOrRefused(Format format) throws IOException {
    byte[] sound = encoded(format);
    assertThat(decode(sound, format + " as it is")).isTrue();
    Random random = new Random(sound.length);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      if (!decode(
          mutated(sound, random), String.format(Locale.ROOT, "%s, round %d", format, round))) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  /** Decodes and returns whether that gave an image. */
  private static boolean decode(byte[] file, String what) {
    try {
      Image image = Image.decode(file);
      assertThat(image.rgb()).hasSize(3 * image.width() * image.height());
      return true;
    } catch (InvalidImageException e) {
      assertThat(e.getCause() instanceof OutOfMemoryError).as(what).isFalse();
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what, e);
    }
  }

  /** Half of the damage hits the first bytes, where the sizes and tables are. */
  private static byte[] mutated(byte[] sound, Random random) {
    byte[] damaged = sound.clone();
    int reach = random.nextBoolean() ? Math.min(64, sound.length) : sound.length;
    int at = random.nextInt(reach);
    switch (random.nextInt(4)) {
      case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> damaged[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
      case 2 -> {
        byte[] noise = new byte[Math.min(1 + random.nextInt(8), sound.length - at)];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, damaged, at, noise.length);
      }
      default -> {
        int length = Math.min(1 + random.nextInt(16), sound.length - at);
        System.arraycopy(sound, at + length, damaged, at, sound.length - at - length);
        return Arrays.copyOf(damaged, sound.length - length);
      }
    }
    return damaged;
  }

  private static byte[] encoded(Format format) throws IOException {
    BufferedImage picture = new BufferedImage(24, 20, format.type);
    Graphics2D graphics = picture.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.RED, 24, 20, Color.BLUE));
    graphics.fillRect(0, 0, 24, 20);
    graphics.setColor(Color.WHITE);
    graphics.fillOval(6, 4, 10, 12);
    graphics.dispose();
    ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(picture);
    ImageWriter writer = ImageIO.getImageWriters(type, format.suffix).next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    if (format.isProgressive()) {
      settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    if (format.compression != null) {
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionType(format.compression);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), settings);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
