package ai.kelix.imageio;

import java.awt.image.Raster;
import java.util.Arrays;

/**
 * The rows of a decoded JPEG file. Where a component has half as many rows as the image, libjpeg
 * 6b, which most Java platforms contain, repeats each, and the reference's libjpeg-turbo
 * interpolates: this is made good here.
 */
final class JpegRows {
  private final JpegFrame frame;
  private final Raster raster;
  private final boolean[] interpolated;

  JpegRows(JpegFrame frame, Raster raster) {
    this.frame = frame;
    this.raster = raster;
    interpolated = new boolean[frame.components()];
    for (int band = 0; band < interpolated.length; band++) {
      interpolated[band] = isHalved(frame.component(band)) && isRepeated(band);
    }
  }

  private boolean isHalved(JpegFrame.Component component) {
    return component.horizontal() == frame.largestHorizontal()
        && 2 * component.vertical() == frame.largestVertical();
  }

  /** Platforms with another libjpeg have interpolated already. */
  private boolean isRepeated(int band) {
    int[] upper = new int[frame.width()];
    int[] lower = new int[frame.width()];
    for (int y = 1; y < frame.height(); y += 2) {
      raster.getSamples(0, y - 1, frame.width(), 1, band, upper);
      raster.getSamples(0, y, frame.width(), 1, band, lower);
      if (!Arrays.equals(upper, lower)) {
        return false;
      }
    }
    return true;
  }

  /** Returns one row, pixel by pixel. */
  int[] row(int y) {
    int[] row = raster.getPixels(0, y, frame.width(), 1, (int[]) null);
    for (int band = 0; band < interpolated.length; band++) {
      if (interpolated[band]) {
        interpolate(row, y, band);
      }
    }
    return row;
  }

  /** Three parts of the nearer stored row, one of the next nearer: h1v2 of libjpeg-turbo. */
  private void interpolate(int[] row, int y, int band) {
    boolean isUpper = y % 2 == 0;
    int lastStored = (frame.height() - 1) / 2 * 2;
    int neighbour = Math.max(0, Math.min(lastStored, isUpper ? y - 2 : y + 1));
    int[] other = raster.getSamples(0, neighbour, frame.width(), 1, band, (int[]) null);
    int bands = frame.components();
    for (int x = 0; x < other.length; x++) {
      row[bands * x + band] = (3 * row[bands * x + band] + other[x] + (isUpper ? 1 : 2)) >> 2;
    }
  }
}
