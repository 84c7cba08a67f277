package ai.kelix.imageio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The headers of a BMP file.
 *
 * @param width in pixels
 * @param height in pixels
 * @param topDown whether the first row comes first
 * @param bits of a pixel
 * @param runs whether pixels are coded in runs
 * @param masks of red, green, blue and alpha in a pixel of 16 or 32 bits; an alpha mask of 0 is
 *     opaque
 * @param palette of a file with at most 8 bits
 * @param start where the pixels begin
 */
record BmpHeader(
    int width,
    int height,
    boolean topDown,
    int bits,
    boolean runs,
    BmpMasks masks,
    Palette palette,
    int start) {

  private static final int CORE = 12;
  private static final int FILE_HEADER = 14;
  private static final int BITFIELDS = 3;

  static BmpHeader parse(Encoded file) {
    ByteBuffer data = file.buffer(ByteOrder.LITTLE_ENDIAN);
    int size = data.getInt(FILE_HEADER);
    boolean isCore = size == CORE;
    if (!isCore && (size < 40 || size > 124)) {
      throw file.unsupported("a BMP with a header of " + size + " bytes");
    }
    int bits = data.getShort(isCore ? 24 : 28) & 0xFFFF;
    int compression = isCore ? 0 : data.getInt(30);
    check(file, bits, compression);
    int height = isCore ? data.getShort(20) & 0xFFFF : data.getInt(22);
    int afterHeader = FILE_HEADER + size + (compression == BITFIELDS && size == 40 ? 12 : 0);
    int entry = isCore ? 3 : 4;
    int colours = bits > 8 ? 0 : colours(file, isCore ? 0 : data.getInt(46), bits);
    int start = data.getInt(10);
    boolean overlaps = start == FILE_HEADER + size;
    return new BmpHeader(
        isCore ? data.getShort(18) & 0xFFFF : data.getInt(18),
        Math.abs(height),
        height < 0,
        bits,
        compression == 1 || compression == 2,
        masks(data, bits, compression, size),
        palette(data, afterHeader, colours, entry),
        overlaps ? start + entry * colours : start);
  }

  private static void check(Encoded file, int bits, int compression) {
    boolean isKnown =
        switch (compression) {
          case 0 -> bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
          case 1 -> bits == 8;
          case 2 -> bits == 4;
          case BITFIELDS -> bits == 16 || bits == 24 || bits == 32;
          default -> false;
        };
    if (!isKnown) {
      throw file.unsupported(
          String.format(Locale.ROOT, "a BMP of %d bits with compression %d", bits, compression));
    }
  }

  private static int colours(Encoded file, int claimed, int bits) {
    if (claimed < 0 || claimed > 65_536) {
      throw file.damaged("a palette of " + Integer.toUnsignedString(claimed) + " colours");
    }
    return claimed == 0 ? 1 << bits : claimed;
  }

  private static Palette palette(ByteBuffer data, int at, int colours, int entry) {
    Palette palette = new Palette();
    for (int i = 0; i < Math.min(256, colours); i++) {
      int blue = at + entry * i;
      palette.put(i, data.get(blue + 2) & 0xFF, data.get(blue + 1) & 0xFF, data.get(blue) & 0xFF);
    }
    return palette;
  }

  private static BmpMasks masks(ByteBuffer data, int bits, int compression, int size) {
    if (compression != BITFIELDS || bits == 24) {
      return bits == 16 ? BmpMasks.OF_16_BITS : BmpMasks.OPAQUE;
    }
    int first = FILE_HEADER + 40;
    BmpMasks masks =
        new BmpMasks(
            data.getInt(first),
            data.getInt(first + 4),
            data.getInt(first + 8),
            size >= 56 ? data.getInt(first + 12) : 0);
    return bits == 32 && masks.isEmpty() ? BmpMasks.WITH_ALPHA : masks;
  }
}
