package ai.kelix.tensor;

import java.util.List;

/** The part of {@link Tensor} that moves elements without computing. */
public interface TensorShaping {

  /** Same elements in row-major order under another shape with the same count. */
  Tensor reshape(Dim... dims);

  /** Same as {@link #reshape(Dim...)} with a shape. */
  default Tensor reshape(Shape shape) {
    return reshape(shape.dims().toArray(Dim[]::new));
  }

  /** Reorders the dimensions: result axis {@code i} is this tensor's axis {@code axes[i]}. */
  Tensor permute(int... axes);

  /** Swaps two axes. */
  Tensor transpose(int first, int second);

  /** Inserts a dimension of size 1 before {@code axis}; −1 appends it. */
  Tensor unsqueeze(int axis);

  /** Removes a dimension of size 1. */
  Tensor squeeze(int axis);

  /**
   * The elements {@code start … start + length − 1} along one axis.
   *
   * @param length number of elements
   */
  Tensor narrow(int axis, Dim start, Dim length);

  /** Same as {@link #narrow(int, Dim, Dim)} with known bounds. */
  default Tensor narrow(int axis, long start, long length) {
    return narrow(axis, Dim.of(start), Dim.of(length));
  }

  /** Cuts one axis of known size into {@code parts} equal pieces, in order. */
  List<Tensor> chunk(int parts, int axis);

  /** Repeats dimensions of size 1 (and missing outer ones) up to this shape. */
  Tensor expand(Dim... dims);

  /** Appends {@code count} constant elements after the end of one axis. */
  Tensor padEnd(int axis, Dim count, double value);
}
