package ai.kelix.imageio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The blocks of a GIF file up to the end of its first image. */
final class GifFile {
  private static final int NONE = -1;

  private final Encoded file;
  private final ByteBuffer data;
  private byte[] colours = {};
  private int transparent = NONE;
  private int descriptor;
  private int at = 13;

  private GifFile(Encoded file) {
    this.file = file;
    this.data = file.buffer(ByteOrder.LITTLE_ENDIAN);
  }

  static GifFile parse(Encoded file) {
    GifFile gif = new GifFile(file);
    gif.readAll();
    return gif;
  }

  int screenWidth() {
    return Math.max(unsignedShort(6), left() + width());
  }

  int screenHeight() {
    return Math.max(unsignedShort(8), top() + height());
  }

  int left() {
    return unsignedShort(descriptor);
  }

  int top() {
    return unsignedShort(descriptor + 2);
  }

  int width() {
    return unsignedShort(descriptor + 4);
  }

  int height() {
    return unsignedShort(descriptor + 6);
  }

  boolean isInterlaced() {
    return (data.get(descriptor + 8) & 0x40) != 0;
  }

  /** What surrounds an image that is smaller than its screen, as the reference has it. */
  int surrounding() {
    return Math.max(0, transparent);
  }

  Palette palette() {
    Palette palette = colours.length == 0 ? Palette.ofGrey() : Palette.ofRgb(colours, new byte[0]);
    if (transparent != NONE) {
      palette.makeTransparent(transparent);
    }
    return palette;
  }

  /** Decodes the numbers of the colours, in the order of storage. */
  byte[] indices() {
    int bits = data.get(at) & 0xFF;
    at++;
    return new GifCodes(file, bits, subBlocks()).decode(width() * height());
  }

  private int unsignedShort(int position) {
    return data.getShort(position) & 0xFFFF;
  }

  private void readAll() {
    readColours(data.get(10));
    int label = nextByte();
    while (label != ',') {
      if (label == ';') {
        throw file.damaged("a GIF without an image");
      }
      if (label == '!') {
        readExtension();
      }
      label = nextByte();
    }
    descriptor = at;
    at += 9;
    readColours(data.get(descriptor + 8));
  }

  private int nextByte() {
    int value = data.get(at) & 0xFF;
    at++;
    return value;
  }

  private void readColours(int flags) {
    if ((flags & 0x80) != 0) {
      int end = at + (6 << (flags & 7));
      if (end > data.limit()) {
        throw file.damaged("its palette ends beyond the file");
      }
      colours = Arrays.copyOfRange(file.bytes(), at, end);
      at = end;
    }
  }

  private void readExtension() {
    boolean isControl = nextByte() == 0xF9;
    byte[] content = subBlocks();
    if (isControl && content.length >= 4 && (content[0] & 1) != 0) {
      transparent = content[3] & 0xFF;
    }
  }

  private byte[] subBlocks() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int length = nextByte();
    while (length > 0) {
      if (at + length > data.limit()) {
        throw file.damaged("a block ends beyond the file");
      }
      content.write(file.bytes(), at, length);
      at += length;
      length = nextByte();
    }
    return content.toByteArray();
  }
}
