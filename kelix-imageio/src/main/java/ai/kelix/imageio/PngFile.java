package ai.kelix.imageio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** The chunks of a PNG file: what its samples mean, how it is turned, and a copy of the rest. */
final class PngFile {
  static final String SIGNATURE = "\u0089PNG\r\n\u001A\n";
  private static final int SIGNATURE_LENGTH = 8;
  private static final int FRAMING = 12;

  private final Encoded file;
  private final ByteBuffer data;
  private final ByteArrayOutputStream essence = new ByteArrayOutputStream();
  private final PngTexts texts = new PngTexts();
  private byte[] palette = {};
  private byte[] transparency = {};
  private byte[] exif = {};

  private PngFile(Encoded file) {
    this.file = file;
    this.data = file.buffer(ByteOrder.BIG_ENDIAN);
  }

  static PngFile parse(Encoded file) {
    PngFile png = new PngFile(file);
    png.readAll();
    return png;
  }

  int width() {
    return data.getInt(16);
  }

  int height() {
    return data.getInt(20);
  }

  int depth() {
    return data.get(24);
  }

  int colourType() {
    return data.get(25);
  }

  byte[] palette() {
    return palette;
  }

  byte[] transparency() {
    return transparency;
  }

  /** The image without profiles, gamma, texts, further frames and transparency. */
  byte[] essence() {
    return essence.toByteArray();
  }

  Orientation orientation() {
    return Orientation.of(exif.length > 0 ? exif : texts.exif(), texts.xmp());
  }

  private void readAll() {
    essence.write(file.bytes(), 0, SIGNATURE_LENGTH);
    int at = SIGNATURE_LENGTH;
    if (!file.has(at + 4, "IHDR")) {
      throw file.damaged("a PNG that does not begin with a header");
    }
    String type = "";
    while (!type.equals("IEND")) {
      if (at + FRAMING > data.limit()) {
        throw file.damaged("the chunk IEND is missing");
      }
      long length = data.getInt(at) & 0xFFFFFFFFL;
      type = new String(file.bytes(), at + 4, 4, StandardCharsets.ISO_8859_1);
      if (length > data.limit() - at - FRAMING) {
        throw file.damaged("the chunk " + type + " ends beyond the file");
      }
      readChunk(type, at, (int) length);
      at += FRAMING + (int) length;
    }
  }

  private void readChunk(String type, int at, int length) {
    checkSum(type, at, length);
    byte[] content = Arrays.copyOfRange(file.bytes(), at + 8, at + 8 + length);
    switch (type) {
      case "IHDR", "IDAT", "IEND" -> copy(at, length);
      case "PLTE" -> {
        palette = content;
        if (colourType() == 3) {
          copy(at, length);
        }
      }
      case "tRNS" -> transparency = content;
      case "eXIf" -> exif = content;
      case "tEXt", "zTXt", "iTXt" -> texts.add(type, content);
      default -> {
        boolean isCritical = Character.isUpperCase(type.charAt(0));
        if (isCritical) {
          throw file.unsupported("a PNG with the unknown critical chunk " + type);
        }
      }
    }
  }

  private void checkSum(String type, int at, int length) {
    CRC32 sum = new CRC32();
    sum.update(file.bytes(), at + 4, 4 + length);
    if ((int) sum.getValue() != data.getInt(at + 8 + length)) {
      throw file.damaged("the checksum of the chunk " + type + " is wrong");
    }
  }

  private void copy(int at, int length) {
    essence.write(file.bytes(), at, FRAMING + length);
  }

  /** Decodes the samples as stored. */
  PlatformReader.Samples samples() throws IOException {
    return PlatformReader.image("png", essence());
  }
}
