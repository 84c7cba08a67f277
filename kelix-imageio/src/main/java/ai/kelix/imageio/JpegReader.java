package ai.kelix.imageio;

import java.io.IOException;
import java.util.List;

/**
 * JPEG, baseline and progressive. The platform's decoder brings the samples of each component; what
 * they mean is decided here, since it would apply profiles and guess colours otherwise than the
 * reference.
 */
final class JpegReader implements FormatReader {

  @Override
  public boolean accepts(Encoded file) {
    return file.has(0, "\u00FF\u00D8\u00FF");
  }

  @Override
  public Canvas read(Encoded file) throws IOException {
    JpegFile jpeg = JpegFile.parse(file);
    return jpeg.orientation().apply(decode(file, jpeg));
  }

  private static Canvas decode(Encoded file, JpegFile jpeg) throws IOException {
    JpegFrame frame = jpeg.frame();
    Canvas canvas = file.canvas(frame.width(), frame.height());
    PlatformReader.Samples samples = PlatformReader.raw("jpeg", jpeg.essence());
    refuseLoss(file, samples.warnings());
    JpegColours.Space colours = jpeg.colours();
    JpegRows rows = new JpegRows(frame, samples.raster());
    for (int y = 0; y < frame.height(); y++) {
      convert(rows.row(y), colours, canvas, y * frame.width());
    }
    return canvas;
  }

  /**
   * The decoder goes on with grey where coded data are missing or damaged, and says so in a
   * warning. Bytes too many before the end of the image are the one thing that loses nothing.
   */
  private static void refuseLoss(Encoded file, List<String> warnings) {
    for (String warning : warnings) {
      if (!warning.endsWith("extraneous bytes before marker 0xd9")) {
        throw file.damaged(warning);
      }
    }
  }

  private static void convert(int[] row, JpegColours.Space colours, Canvas canvas, int first) {
    int bands = row.length / canvas.width();
    for (int x = 0; x < canvas.width(); x++) {
      int at = bands * x;
      int pixel = first + x;
      switch (colours) {
        case GREY -> canvas.set(pixel, row[at], row[at], row[at]);
        case RGB -> canvas.set(pixel, row[at], row[at + 1], row[at + 2]);
        case YCC -> canvas.set(pixel, red(row, at), green(row, at), blue(row, at));
        case CMYK -> inks(canvas, pixel, row[at], row[at + 1], row[at + 2], row[at + 3]);
        case YCCK ->
            inks(
                canvas,
                pixel,
                255 - red(row, at),
                255 - green(row, at),
                255 - blue(row, at),
                row[at + 3]);
      }
    }
  }

  private static void inks(Canvas canvas, int pixel, int cyan, int magenta, int yellow, int black) {
    Cmyk.set(canvas, pixel, 255 - cyan, 255 - magenta, 255 - yellow, 255 - black);
  }

  private static int red(int[] row, int at) {
    return YccToRgb.red(row[at], row[at + 2]);
  }

  private static int green(int[] row, int at) {
    return YccToRgb.green(row[at], row[at + 1], row[at + 2]);
  }

  private static int blue(int[] row, int at) {
    return YccToRgb.blue(row[at], row[at + 1]);
  }
}
