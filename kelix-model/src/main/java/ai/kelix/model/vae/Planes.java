package ai.kelix.model.vae;

import ai.kelix.tensor.program.HostTensor;
import java.util.List;

/**
 * A stack of planes of numbers, to be cut and joined along rows and columns.
 *
 * @param batch images
 * @param channels planes of each
 * @param height rows of a plane
 * @param width columns of a plane
 * @param values row-major, shared
 */
@SuppressWarnings("ArrayRecordComponent")
record Planes(int batch, int channels, int height, int width, float[] values) {

  static Planes of(HostTensor tensor) {
    long[] sizes = tensor.sizes();
    return new Planes(
        (int) sizes[0], (int) sizes[1], (int) sizes[2], (int) sizes[3], tensor.floats());
  }

  HostTensor tensor() {
    return HostTensor.of(values, batch, channels, height, width);
  }

  private Planes empty(int newHeight, int newWidth) {
    return new Planes(
        batch, channels, newHeight, newWidth, new float[planes() * newHeight * newWidth]);
  }

  private int planes() {
    return batch * channels;
  }

  /** Copies a rectangle, which may reach beyond the border and is then smaller. */
  Planes cut(int top, int left, int mostRows, int mostColumns) {
    Planes part = empty(Math.min(mostRows, height - top), Math.min(mostColumns, width - left));
    for (int plane = 0; plane < planes(); plane++) {
      for (int y = 0; y < part.height; y++) {
        int from = (plane * height + top + y) * width + left;
        System.arraycopy(
            values, from, part.values, (plane * part.height + y) * part.width, part.width);
      }
    }
    return part;
  }

  /** Appends zeros until both sides are multiples of the factor. */
  Planes paddedTo(int factor) {
    Planes padded = empty(roundedUp(height, factor), roundedUp(width, factor));
    padded.put(this, 0, 0);
    return padded;
  }

  private static int roundedUp(int size, int factor) {
    return (size + factor - 1) / factor * factor;
  }

  private void put(Planes part, int top, int left) {
    for (int plane = 0; plane < planes(); plane++) {
      for (int y = 0; y < part.height; y++) {
        int to = (plane * height + top + y) * width + left;
        System.arraycopy(
            part.values, (plane * part.height + y) * part.width, values, to, part.width);
      }
    }
  }

  /** Fades the last rows of the tile above into the first rows of this one. */
  void blendBelow(Planes above, int overlap) {
    int rows = Math.min(overlap, Math.min(height, above.height));
    for (int plane = 0; plane < planes(); plane++) {
      for (int y = 0; y < rows; y++) {
        int own = (plane * height + y) * width;
        int other = (plane * above.height + above.height - rows + y) * above.width;
        for (int x = 0; x < width; x++) {
          values[own + x] = faded(above.values[other + x], values[own + x], y, rows);
        }
      }
    }
  }

  /** Fades the last columns of the tile on the left into the first columns of this one. */
  void blendRightOf(Planes left, int overlap) {
    int columns = Math.min(overlap, Math.min(width, left.width));
    for (int line = 0; line < planes() * height; line++) {
      int own = line * width;
      int other = line * left.width + left.width - columns;
      for (int x = 0; x < columns; x++) {
        values[own + x] = faded(left.values[other + x], values[own + x], x, columns);
      }
    }
  }

  private static float faded(float before, float own, int place, int length) {
    float share = (float) place / length;
    return before * (1 - share) + own * share;
  }

  /** Joins parts of equal height from left to right. */
  static Planes beside(List<Planes> parts) {
    Planes first = parts.get(0);
    Planes all = first.empty(first.height, parts.stream().mapToInt(Planes::width).sum());
    int left = 0;
    for (Planes part : parts) {
      all.put(part, 0, left);
      left += part.width;
    }
    return all;
  }

  /** Joins parts of equal width from top to bottom. */
  static Planes below(List<Planes> parts) {
    Planes first = parts.get(0);
    Planes all = first.empty(parts.stream().mapToInt(Planes::height).sum(), first.width);
    int top = 0;
    for (Planes part : parts) {
      all.put(part, top, 0);
      top += part.height;
    }
    return all;
  }
}
