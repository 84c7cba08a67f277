package ai.kelix.tiny.world.judge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * A set of pixels of a picture.
 *
 * @param width of the picture
 * @param pixels row-major
 */
record Patch(int width, BitSet pixels) {

  /** Returns the number of pixels. */
  int area() {
    return pixels.cardinality();
  }

  boolean has(int x, int y) {
    return x >= 0 && x < width && y >= 0 && pixels.get(y * width + x);
  }

  /** Returns the pixels all of whose four neighbours belong to the patch as well. */
  Patch core() {
    BitSet core = new BitSet();
    pixels.stream().filter(i -> neighbours(i).size() == 4).forEach(core::set);
    return new Patch(width, core);
  }

  /** Returns the pixels in this patch and in another. */
  Patch and(BitSet others) {
    BitSet both = (BitSet) pixels.clone();
    both.and(others);
    return new Patch(width, both);
  }

  /** Cuts the patch where it does not hang together, in reading order. */
  List<Patch> parts() {
    BitSet left = (BitSet) pixels.clone();
    List<Patch> parts = new ArrayList<>();
    for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i)) {
      parts.add(part(i, left));
    }
    return parts;
  }

  private Patch part(int start, BitSet left) {
    BitSet part = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    left.clear(start);
    while (!open.isEmpty()) {
      int at = open.remove();
      part.set(at);
      for (int next : neighbours(at)) {
        if (left.get(next)) {
          left.clear(next);
          open.add(next);
        }
      }
    }
    return new Patch(width, part);
  }

  private List<Integer> neighbours(int at) {
    int x = at % width;
    int y = at / width;
    List<Integer> found = new ArrayList<>(4);
    for (int[] step : new int[][] {{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
      if (has(x + step[0], y + step[1])) {
        found.add((y + step[1]) * width + x + step[0]);
      }
    }
    return found;
  }

  /** Returns the smallest box around the patch. */
  Box box() {
    int left = width;
    int right = 0;
    for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
      left = Math.min(left, i % width);
      right = Math.max(right, i % width + 1);
    }
    return new Box(left, pixels.nextSetBit(0) / width, right, (pixels.length() - 1) / width + 1);
  }

  /**
   * A box of pixels.
   *
   * @param left first column
   * @param top first row
   * @param right behind the last column
   * @param bottom behind the last row
   */
  record Box(int left, int top, int right, int bottom) {
    int columns() {
      return right - left;
    }

    int rows() {
      return bottom - top;
    }
  }
}
