package ai.kelix.tensor;

import ai.kelix.tensor.op.Arrangement;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.View;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The part of {@link Tensor} that moves elements without computing. */
public sealed interface TensorShaping permits Tensor {

  /** Returns the shape. */
  Shape shape();

  /** Applies an operation with one result to this tensor and then others. */
  Tensor apply(Op op, Tensor... others);

  /** Returns an axis counted from 0. */
  int axis(int axis, String operation);

  /** Same elements in row-major order under another shape with the same count. */
  default Tensor reshape(Dim... dims) {
    return reshape(Shape.of(dims));
  }

  /** Same as {@link #reshape(Dim...)} with a shape. */
  default Tensor reshape(Shape shape) {
    return apply(new View.Reshape(shape));
  }

  /** Reorders the dimensions: result axis {@code i} is this tensor's axis {@code axes[i]}. */
  default Tensor permute(int... axes) {
    return apply(
        new View.Permute(IntStream.of(axes).mapToObj(axis -> axis(axis, "permute")).toList()));
  }

  /** Swaps two axes. */
  default Tensor transpose(int first, int second) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, shape().rank()).boxed().toList());
    Collections.swap(axes, axis(first, "transpose"), axis(second, "transpose"));
    return apply(new View.Permute(axes));
  }

  /** Inserts a dimension of size 1 before {@code axis}; −1 appends it. */
  default Tensor unsqueeze(int axis) {
    return apply(new View.Unsqueeze(Shape.axis(axis, shape().rank() + 1, "unsqueeze")));
  }

  /** Removes a dimension of size 1. */
  default Tensor squeeze(int axis) {
    return apply(new View.Squeeze(axis(axis, "squeeze")));
  }

  /**
   * The elements {@code start … start + length − 1} along one axis.
   *
   * @param length number of elements
   */
  default Tensor narrow(int axis, Dim start, Dim length) {
    return apply(new View.Narrow(axis(axis, "narrow"), start, length));
  }

  /** Same as {@link #narrow(int, Dim, Dim)} with known bounds. */
  default Tensor narrow(int axis, long start, long length) {
    return narrow(axis, Dim.of(start), Dim.of(length));
  }

  /** Cuts one axis of known size into {@code parts} equal pieces, in order. */
  default List<Tensor> chunk(int parts, int axis) {
    int counted = axis(axis, "chunk");
    Dim piece = shape().dim(counted).dividedBy(parts);
    List<Tensor> chunks = new ArrayList<>(parts);
    for (int part = 0; part < parts; part++) {
      chunks.add(narrow(counted, piece.times(part), piece));
    }
    return chunks;
  }

  /** Repeats dimensions of size 1 (and missing outer ones) up to this shape. */
  default Tensor expand(Dim... dims) {
    return apply(new View.Expand(Shape.of(dims)));
  }

  /** Appends {@code count} constant elements after the end of one axis. */
  default Tensor padEnd(int axis, Dim count, double value) {
    return apply(new Arrangement.PadEnd(axis(axis, "padEnd"), count, value));
  }
}
