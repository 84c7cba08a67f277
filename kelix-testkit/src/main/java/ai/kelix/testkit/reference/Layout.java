package ai.kelix.testkit.reference;

import java.util.Arrays;

/** Arithmetic on sizes: axes, counts, strides and broadcasting. */
final class Layout {

  private Layout() {}

  static int count(int... sizes) {
    int count = 1;
    for (int size : sizes) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  static int[] strides(int... sizes) {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= sizes[i];
    }
    return strides;
  }

  /** Returns, for each element of {@code target}, where it lies in a tensor that broadcasts. */
  static int[] broadcastOffsets(int[] sizes, int[] target) {
    int[] strides = strides(sizes);
    int[] spread = new int[target.length];
    int added = target.length - sizes.length;
    for (int i = 0; i < sizes.length; i++) {
      spread[added + i] = sizes[i] == 1 ? 0 : strides[i];
    }
    return offsets(target, spread, 0);
  }

  /** Returns, for each element of {@code sizes} in row-major order, where the strides lead. */
  static int[] offsets(int[] sizes, int[] strides, int first) {
    int[] offsets = new int[count(sizes)];
    int[] position = new int[sizes.length];
    int offset = first;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = offset;
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        offset += strides[axis];
        position[axis]++;
        if (position[axis] < sizes[axis]) {
          break;
        }
        offset -= position[axis] * strides[axis];
        position[axis] = 0;
      }
    }
    return offsets;
  }

  static int[] with(int[] sizes, int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis] = size;
    return changed;
  }

  static int[] without(int[] sizes, int axis) {
    int[] rest = new int[sizes.length - 1];
    System.arraycopy(sizes, 0, rest, 0, axis);
    System.arraycopy(sizes, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }

  static int[] narrowed(long... sizes) {
    return Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
  }
}
