package ai.kelix.tensor.internal.outline;

import ai.kelix.tensor.Convolution;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How operations change shapes. Sizes that are not known are taken to fit. */
final class OutlineShapes {
  private OutlineShapes() {}

  /** Returns the shape to which both broadcast. */
  static Shape broadcast(Shape left, Shape right, String operation) {
    int rank = Math.max(left.rank(), right.rank());
    List<Dim> dims = new ArrayList<>(rank);
    for (int i = -rank; i < 0; i++) {
      Dim a = -i > left.rank() ? Dim.of(1) : left.dim(i);
      Dim b = -i > right.rank() ? Dim.of(1) : right.dim(i);
      if (!a.isOne() && !b.isOne()) {
        requireEqual(b, a, Operation.of(operation, left, right));
      }
      dims.add(a.isOne() || (!b.isOne() && b.isFixed()) ? b : a);
    }
    return new Shape(dims);
  }

  /** Returns the shape of a product of matrices. */
  static Shape product(Shape left, Shape right) {
    Operation what = Operation.of("matmul", left, right);
    if (left.rank() < 2 || right.rank() < 2) {
      throw new IllegalArgumentException(what + ": ranks must be at least 2");
    }
    requireEqual(right.dim(-2), left.dim(-1), what);
    List<Dim> dims = new ArrayList<>(broadcast(outer(left), outer(right), "matmul").dims());
    dims.add(left.dim(-2));
    dims.add(right.dim(-1));
    return new Shape(dims);
  }

  private static Shape outer(Shape shape) {
    return new Shape(shape.dims().subList(0, shape.rank() - 2));
  }

  /** Returns the shape of an image after a convolution. */
  static Shape convolved(Shape image, Shape weight, Convolution options) {
    Operation what = new Operation("conv2d", image, "by", weight);
    requireRank(image, 4, what);
    requireRank(weight, 4, what);
    requireEqual(image.dim(1), weight.dim(1).times(options.groups()), what);
    return Shape.of(
        image.dim(0),
        weight.dim(0),
        options.convolved(image.dim(2), weight.dim(2).size()),
        options.convolved(image.dim(3), weight.dim(3).size()));
  }

  /**
   * Fails if both are known and differ.
   *
   * @param what the operation; its text is asked for only when it is needed
   */
  static void requireEqual(Dim found, Dim expected, Object what) {
    if (found.isFixed() && expected.isFixed() && found.size() != expected.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: found %s, expected %s", what, found, expected));
    }
  }

  /** Fails if there are not so many axes. */
  static void requireRank(Shape found, int rank, Object what) {
    if (found.rank() != rank) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: expected rank %d, found %s", what, rank, found));
    }
  }
}
