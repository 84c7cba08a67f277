package ai.kelix.tensor.type;

import java.util.Map;

/**
 * What is known of a tensor without its numbers.
 *
 * @param dtype type of the elements, which is that of the memory they lie in
 * @param shape sizes, some of which may be known only when a program runs
 */
public record TensorType(DType dtype, Shape shape) {

  /** A type with these known sizes. */
  public static TensorType of(DType dtype, long... sizes) {
    return new TensorType(dtype, Shape.of(sizes));
  }

  /** Returns one dimension; −1 is the innermost. */
  public Dim dim(int axis) {
    return shape.dim(axis);
  }

  /** Returns the number of dimensions. */
  public int rank() {
    return shape.rank();
  }

  /** Returns the same shape with elements of another type. */
  public TensorType with(DType other) {
    return other == dtype ? this : new TensorType(other, shape);
  }

  /** Returns the same type of elements in another shape. */
  public TensorType with(Shape other) {
    return new TensorType(dtype, other);
  }

  /**
   * Returns this type where the sizes of some symbols are known.
   *
   * @param sizes by the name of the symbol; others stay unknown
   */
  public TensorType resolved(Map<String, Long> sizes) {
    return shape.isFixed() ? this : with(shape.resolved(sizes));
  }

  /**
   * Returns how many bytes the elements take.
   *
   * @throws IllegalStateException if a size is not known
   * @throws ArithmeticException if there are more than a long counts
   */
  public long bytes() {
    return Math.multiplyExact(shape.count().size(), (long) dtype.bytes());
  }

  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
