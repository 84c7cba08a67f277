package ai.kelix.onnx.internal.recording;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shape rules shared by the operations. */
final class Shapes {
  private Shapes() {}

  /** Tells whether both shapes are the same in every run. */
  static boolean equal(Shape left, Shape right) {
    if (left.rank() != right.rank()) {
      return false;
    }
    for (int i = 0; i < left.rank(); i++) {
      if (!DimPolynomial.equal(left.dim(i), right.dim(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the shape to which both broadcast. */
  static Shape broadcast(Shape left, Shape right, String operation) {
    int rank = Math.max(left.rank(), right.rank());
    List<Dim> dims = new ArrayList<>(rank);
    for (int i = -rank; i < 0; i++) {
      if (-i > left.rank()) {
        dims.add(right.dim(i));
      } else if (-i > right.rank()) {
        dims.add(left.dim(i));
      } else {
        dims.add(broadcast(left.dim(i), right.dim(i), left, right, operation));
      }
    }
    return new Shape(dims);
  }

  private static Dim broadcast(Dim a, Dim b, Shape left, Shape right, String operation) {
    if (a.isOne()) {
      return b;
    }
    if (b.isOne()) {
      return a;
    }
    if (DimPolynomial.differ(a, b)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: shapes %s and %s do not broadcast, %s is not %s",
              operation,
              left,
              right,
              a,
              b));
    }
    return b.isFixed() ? b : a;
  }

  /** Fails if the sizes differ in every run. */
  static void requireEqual(Dim found, Dim expected, String what) {
    if (DimPolynomial.differ(found, expected)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: found %s, expected %s", what, found, expected));
    }
  }

  /** Fails unless the tensor has this rank. */
  static void requireRank(RecordedTensor tensor, int rank, String what) {
    if (tensor.shape().rank() != rank) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: expected rank %d, found %s", what, rank, tensor));
    }
  }

  /** Fails unless the tensor has this type. */
  static void requireType(RecordedTensor tensor, DType dtype, String what) {
    if (tensor.dtype() != dtype) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: expected %s, found %s", what, dtype, tensor));
    }
  }

  /** Fails unless both have one type. */
  static void requireSameType(RecordedTensor left, RecordedTensor right, String operation) {
    if (left.dtype() != right.dtype()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s: operands of different types: %s and %s", operation, left, right));
    }
  }
}
