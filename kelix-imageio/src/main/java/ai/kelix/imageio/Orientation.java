package ai.kelix.imageio;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a stored picture is turned to stand upright: EXIF tag 274, or what XMP says in its place.
 *
 * @param fromRight whether columns are counted from the right
 * @param fromBelow whether rows are counted from below
 * @param swapped whether columns then become rows
 */
record Orientation(boolean fromRight, boolean fromBelow, boolean swapped) {
  private static final Orientation UPRIGHT = new Orientation(false, false, false);
  private static final int TAG = 274;
  private static final Pattern IN_XMP = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

  /**
   * Reads the orientation of an EXIF block, which begins like a TIFF file, or of an XMP packet
   * where the block has none. What is damaged or out of range says nothing.
   */
  static Orientation of(byte[] exif, byte[] xmp) {
    int start = 0;
    while (Encoded.startsWith(exif, start, "Exif\0\0")) {
      start += 6;
    }
    return of(TiffFields.ofLenient(exif, start), xmp);
  }

  /** Reads the orientation of a directory, or of an XMP packet where the directory has none. */
  static Orientation of(TiffFields fields, byte[] xmp) {
    if (fields.has(TAG)) {
      return fields.isNumber(TAG) ? of(fields.number(TAG)) : UPRIGHT;
    }
    Matcher match = IN_XMP.matcher(new String(xmp, StandardCharsets.ISO_8859_1));
    return match.find() ? of(match.group(1).charAt(0) - '0') : UPRIGHT;
  }

  private static Orientation of(long value) {
    if (value < 1 || value > 8) {
      return UPRIGHT;
    }
    return switch ((int) value) {
      case 2 -> new Orientation(true, false, false);
      case 3 -> new Orientation(true, true, false);
      case 4 -> new Orientation(false, true, false);
      case 5 -> new Orientation(false, false, true);
      case 6 -> new Orientation(false, true, true);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  /** Returns the upright picture. */
  Canvas apply(Canvas stored) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    int width = stored.width();
    int height = stored.height();
    Canvas upright = swapped ? new Canvas(height, width) : new Canvas(width, height);
    for (int y = 0; y < height; y++) {
      int row = fromBelow ? height - 1 - y : y;
      for (int x = 0; x < width; x++) {
        int column = fromRight ? width - 1 - x : x;
        int target = swapped ? column * height + row : row * width + column;
        System.arraycopy(stored.rgb(), 3 * (y * width + x), upright.rgb(), 3 * target, 3);
      }
    }
    return upright;
  }
}
