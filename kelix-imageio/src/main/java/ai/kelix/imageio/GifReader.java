package ai.kelix.imageio;

/** The first image of a GIF file, at its place on the screen. */
final class GifReader implements FormatReader {

  @Override
  public boolean accepts(Encoded file) {
    return file.has(0, "GIF87a") || file.has(0, "GIF89a");
  }

  @Override
  public Canvas read(Encoded file) {
    GifFile gif = GifFile.parse(file);
    Canvas canvas = file.canvas(gif.screenWidth(), gif.screenHeight());
    file.checkSize(gif.width(), gif.height());
    Palette palette = gif.palette();
    for (int pixel = 0; pixel < canvas.width() * canvas.height(); pixel++) {
      palette.set(canvas, pixel, gif.surrounding());
    }
    byte[] indices = gif.indices();
    int[] rows = rows(gif);
    for (int y = 0; y < gif.height(); y++) {
      int first = (gif.top() + rows[y]) * canvas.width() + gif.left();
      for (int x = 0; x < gif.width(); x++) {
        palette.set(canvas, first + x, indices[y * gif.width() + x] & 0xFF);
      }
    }
    return canvas;
  }

  /** Where the stored rows belong: every eighth, those between, every other, the rest. */
  private static int[] rows(GifFile gif) {
    int[] rows = new int[gif.height()];
    int[] starts = gif.isInterlaced() ? new int[] {0, 4, 2, 1} : new int[] {0};
    int[] steps = gif.isInterlaced() ? new int[] {8, 8, 4, 2} : new int[] {1};
    int stored = 0;
    for (int pass = 0; pass < starts.length; pass++) {
      for (int y = starts[pass]; y < rows.length; y += steps[pass]) {
        rows[stored] = y;
        stored++;
      }
    }
    return rows;
  }
}
