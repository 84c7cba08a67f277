package ai.kelix.imageio;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What texts in a PNG file say about its orientation: XMP, and EXIF as older programs write it. */
final class PngTexts {
  private static final String EXIF = "Raw profile type exif";
  private static final String XMP = "XML:com.adobe.xmp";

  /** A text longer than this says nothing. */
  private static final int LARGEST = 1 << 20;

  private byte[] exif = {};
  private byte[] xmp = {};

  byte[] exif() {
    return exif;
  }

  byte[] xmp() {
    return xmp;
  }

  void add(String type, byte[] content) {
    int end = indexOfZero(content, 0);
    String keyword = new String(content, 0, end, StandardCharsets.ISO_8859_1);
    if (keyword.equals(EXIF)) {
      exif = ofProfile(text(type, content, end + 1));
    } else if (keyword.equals(XMP)) {
      xmp = text(type, content, end + 1);
    }
  }

  private static int indexOfZero(byte[] content, int from) {
    int at = from;
    while (at < content.length && content[at] != 0) {
      at++;
    }
    return at;
  }

  private static byte[] text(String type, byte[] content, int start) {
    if (type.equals("tEXt")) {
      return rest(content, start);
    }
    if (type.equals("zTXt")) {
      return inflate(rest(content, start + 1));
    }
    boolean isCompressed = start < content.length && content[start] != 0;
    int language = indexOfZero(content, start + 2);
    byte[] text = rest(content, indexOfZero(content, language + 1) + 1);
    return isCompressed ? inflate(text) : text;
  }

  private static byte[] rest(byte[] content, int start) {
    return Arrays.copyOfRange(content, Math.min(start, content.length), content.length);
  }

  private static byte[] inflate(byte[] deflated) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      byte[] piece = new byte[4096];
      int count = inflater.inflate(piece);
      while (count > 0 && text.size() < LARGEST) {
        text.write(piece, 0, count);
        count = inflater.inflate(piece);
      }
      return text.toByteArray();
    } catch (DataFormatException e) {
      return new byte[0];
    } finally {
      inflater.end();
    }
  }

  /** A blank line, the name, the length, then lines of hexadecimal digits. */
  private static byte[] ofProfile(byte[] text) {
    String[] lines = new String(text, StandardCharsets.ISO_8859_1).split("\n", -1);
    if (lines.length < 4) {
      return new byte[0];
    }
    String digits = String.join("", Arrays.asList(lines).subList(3, lines.length));
    try {
      return HexFormat.of().parseHex(digits.strip());
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
