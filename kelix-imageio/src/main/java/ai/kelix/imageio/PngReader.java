package ai.kelix.imageio;

import java.awt.image.Raster;
import java.io.IOException;

/**
 * PNG of every colour type and depth. Sixteen bits a sample become eight as the reference does it:
 * grey is cut off at 255, all else keeps its high byte.
 */
final class PngReader implements FormatReader {
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGBA = 6;

  @Override
  public boolean accepts(Encoded file) {
    return file.has(0, PngFile.SIGNATURE);
  }

  @Override
  public Canvas read(Encoded file) throws IOException {
    PngFile png = PngFile.parse(file);
    Canvas canvas = file.canvas(png.width(), png.height());
    Raster samples = png.samples().raster();
    for (int y = 0; y < canvas.height(); y++) {
      int[] row = samples.getPixels(0, y, canvas.width(), 1, (int[]) null);
      convert(png, row, canvas, y * canvas.width());
    }
    return png.orientation().apply(canvas);
  }

  private static void convert(PngFile png, int[] row, Canvas canvas, int first) {
    int type = png.colourType();
    if (type == PALETTE) {
      indexed(Palette.ofRgb(png.palette(), png.transparency()), row, canvas, first);
      return;
    }
    toBytes(row, type, png.depth());
    int[] transparent = transparentColour(png);
    switch (type) {
      case GREY -> grey(row, transparent, canvas, first);
      case RGB -> rgb(row, transparent, canvas, first);
      case GREY_ALPHA -> {
        for (int x = 0; x < canvas.width(); x++) {
          int grey = row[2 * x];
          canvas.setOnWhite(first + x, grey, grey, grey, row[2 * x + 1]);
        }
      }
      case RGBA -> {
        for (int x = 0; x < canvas.width(); x++) {
          int at = 4 * x;
          canvas.setOnWhite(first + x, row[at], row[at + 1], row[at + 2], row[at + 3]);
        }
      }
      default -> throw new IllegalArgumentException("colour type " + type);
    }
  }

  private static void toBytes(int[] row, int type, int depth) {
    for (int i = 0; i < row.length; i++) {
      if (depth < 8) {
        row[i] = Scale.grey(row[i], depth);
      } else if (depth == 16) {
        row[i] = type == GREY ? Math.min(row[i], 255) : row[i] >> 8;
      }
    }
  }

  /** The low bytes of the colour that tRNS declares transparent, which the reference compares. */
  private static int[] transparentColour(PngFile png) {
    byte[] content = png.transparency();
    int[] colour = new int[content.length / 2];
    for (int i = 0; i < colour.length; i++) {
      colour[i] = content[2 * i + 1] & 0xFF;
    }
    return colour;
  }

  private static void indexed(Palette palette, int[] row, Canvas canvas, int first) {
    for (int x = 0; x < canvas.width(); x++) {
      palette.set(canvas, first + x, row[x]);
    }
  }

  private static void grey(int[] row, int[] transparent, Canvas canvas, int first) {
    for (int x = 0; x < canvas.width(); x++) {
      boolean visible = transparent.length < 1 || row[x] != transparent[0];
      canvas.setOnWhite(first + x, row[x], row[x], row[x], visible ? 255 : 0);
    }
  }

  private static void rgb(int[] row, int[] transparent, Canvas canvas, int first) {
    for (int x = 0; x < canvas.width(); x++) {
      int at = 3 * x;
      boolean visible =
          transparent.length < 3
              || row[at] != transparent[0]
              || row[at + 1] != transparent[1]
              || row[at + 2] != transparent[2];
      canvas.setOnWhite(first + x, row[at], row[at + 1], row[at + 2], visible ? 255 : 0);
    }
  }
}
