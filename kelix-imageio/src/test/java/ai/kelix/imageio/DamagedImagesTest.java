package ai.kelix.imageio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Image;
import ai.kelix.InvalidImageException;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
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
    BMP_RUNS("bmp", BufferedImage.TYPE_BYTE_INDEXED, "BI_RLE8");

    private final String suffix;
    private final int type;
    private final @Nullable String compression;

    Format(String suffix, int type, @Nullable String compression) {
      this.suffix = suffix;
      this.type = type;
      this.compression = compression;
    }

    private boolean isProgressive() {
      return name().endsWith("_PROGRESSIVE") || name().endsWith("_INTERLACED");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsAnImageOrRefused(Format format) throws IOException {
    byte[] sound = encoded(format);
    for (int length = 0; length < sound.length; length++) {
      decode(Arrays.copyOf(sound, length), "%s cut to %d".formatted(format, length));
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
      if (!decode(mutated(sound, random), "%s, round %d".formatted(format, round))) {
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
