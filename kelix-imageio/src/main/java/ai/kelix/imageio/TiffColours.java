package ai.kelix.imageio;

import java.util.Arrays;
import java.util.Locale;

/** What the samples of a TIFF file mean, for the kinds that the reference reads. */
final class TiffColours {
  private static final int BITS = 258;
  private static final int PHOTOMETRIC = 262;
  private static final int SAMPLES = 277;
  private static final int PREDICTOR = 317;
  private static final int EXTRA = 338;
  private static final int COLOUR_MAP = 320;
  private static final int FORMAT = 339;

  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int CMYK = 5;

  /** What a sample after the colours is. */
  private enum Extra {
    NONE,
    ALPHA,
    PREMULTIPLIED
  }

  private final int photometric;
  private final int bits;
  private final int bands;
  private final Extra extra;
  private final boolean unsigned;
  private final Palette palette;

  private TiffColours(
      int photometric, int bits, int bands, Extra extra, boolean unsigned, Palette palette) {
    this.photometric = photometric;
    this.bits = bits;
    this.bands = bands;
    this.extra = extra;
    this.unsigned = unsigned;
    this.palette = palette;
  }

  static TiffColours of(Encoded file, TiffFields fields) {
    int photometric = (int) fields.number(PHOTOMETRIC, 0);
    long[] depths = fields.has(BITS) ? fields.numbers(BITS) : new long[] {1};
    int bands = (int) fields.number(SAMPLES, 1);
    long[] extras = fields.numbers(EXTRA);
    int bits = (int) depths[0];
    int colours = photometric == RGB ? 3 : photometric == CMYK ? 4 : 1;
    boolean even = Arrays.stream(depths).allMatch(depth -> depth == bits);
    boolean isKnown =
        switch (photometric) {
          case WHITE_IS_ZERO, BLACK_IS_ZERO -> bands == 1 ? bits != 12 : bands == 2 && bits == 8;
          case PALETTE -> bits <= 8 && (bands == 1 || bits == 8);
          case RGB, CMYK -> bits == 8 || bits == 16;
          default -> false;
        };
    boolean isPredicted = fields.number(PREDICTOR, 1) != 1;
    if (!isKnown || !even || bands < colours || (isPredicted && bits != 8)) {
      throw file.unsupported(
          String.format(
              Locale.ROOT,
              "a TIFF of photometric interpretation %d with samples of %s bits%s",
              photometric,
              Arrays.toString(depths),
              isPredicted ? " and a predictor" : ""));
    }
    return new TiffColours(
        photometric,
        bits,
        bands,
        bands == colours ? Extra.NONE : extra(photometric, extras),
        fields.number(FORMAT, 1) == 1,
        palette(fields.numbers(COLOUR_MAP)));
  }

  /** Four samples of RGB that say nothing about the last have alpha in it. */
  private static Extra extra(int photometric, long[] extras) {
    if (photometric == CMYK || (extras.length > 0 && extras[0] == 0)) {
      return Extra.NONE;
    }
    return extras.length > 0 && extras[0] == 1 ? Extra.PREMULTIPLIED : Extra.ALPHA;
  }

  private static Palette palette(long[] map) {
    Palette palette = new Palette();
    int colours = map.length / 3;
    for (int i = 0; i < Math.min(256, colours); i++) {
      palette.put(
          i, (int) map[i] >> 8, (int) map[colours + i] >> 8, (int) map[2 * colours + i] >> 8);
    }
    return palette;
  }

  void convert(int[] row, Canvas canvas, int first) {
    for (int x = 0; x < canvas.width(); x++) {
      int at = bands * x;
      switch (photometric) {
        case RGB -> rgb(row, at, canvas, first + x);
        case CMYK -> inks(row, at, canvas, first + x);
        case PALETTE -> palette.setOnWhite(canvas, first + x, row[at], alpha(row, at + 1));
        default -> {
          int grey = grey(row[at]);
          canvas.setOnWhite(first + x, grey, grey, grey, alpha(row, at + 1));
        }
      }
    }
  }

  /**
   * More than eight bits are cut off at 255 and white is not turned to black there, as the
   * reference does it; the platform has turned all grey already.
   */
  private int grey(int sample) {
    if (bits > 8 || !unsigned) {
      boolean isTurned = photometric == WHITE_IS_ZERO && bits == 16;
      return Scale.clamp(isTurned ? 0xFFFF - sample : sample);
    }
    return Scale.grey(sample, bits);
  }

  private int alpha(int[] row, int at) {
    return extra == Extra.NONE ? 255 : high(row[at]);
  }

  private int high(int sample) {
    return bits == 16 ? sample >> 8 : sample;
  }

  private void rgb(int[] row, int at, Canvas canvas, int pixel) {
    int alpha = alpha(row, at + 3);
    canvas.setOnWhite(
        pixel, full(row[at], alpha), full(row[at + 1], alpha), full(row[at + 2], alpha), alpha);
  }

  /** Takes back a multiplication with alpha. */
  private int full(int sample, int alpha) {
    int value = high(sample);
    boolean isFull = extra != Extra.PREMULTIPLIED || alpha == 0;
    return isFull ? value : Math.min(255, 255 * value / alpha);
  }

  private void inks(int[] row, int at, Canvas canvas, int pixel) {
    Cmyk.set(canvas, pixel, high(row[at]), high(row[at + 1]), high(row[at + 2]), high(row[at + 3]));
  }
}
