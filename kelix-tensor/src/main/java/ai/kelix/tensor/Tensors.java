package ai.kelix.tensor;

/** Makes tensors that depend on no other tensor. Confined to one thread, like the tensors. */
public interface Tensors {

  /** A constant; the array is copied. Shape counts must match. */
  Tensor constant(float[] values, long... sizes);

  /** A constant of type {@link DType#I64}; the array is copied. */
  Tensor constant(long[] values, long... sizes);

  /** A constant scalar of rank 0. */
  Tensor scalar(double value, DType dtype);

  /** {@link DType#I64}: 0, 1, … {@code count − 1}. */
  Tensor range(Dim count);

  /** {@link DType#I64} of rank 0: the size itself, for arithmetic on sizes. */
  Tensor sizeOf(Dim dim);

  /** All elements equal. */
  Tensor full(double value, DType dtype, Shape shape);
}
