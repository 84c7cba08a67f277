package ai.kelix.tensor;

import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.util.List;

/**
 * Makes tensors that depend on no other tensor. Confined to one thread, like the tensors.
 *
 * @param tape what applies operations to them
 */
public record Tensors(Tape tape) {

  private Tensor make(Source source) {
    return tape.apply(source, List.of()).get(0);
  }

  /**
   * A parameter of the network.
   *
   * @param dtype the type in which it is wanted; it may be stored in another
   */
  public Tensor weight(Parameter parameter, DType dtype) {
    return make(new Source.Weight(parameter.name(), new TensorType(dtype, parameter.shape())));
  }

  /** A constant; the array is copied. Shape counts must match. */
  public Tensor constant(float[] values, long... sizes) {
    return make(Source.Constant.of(values, sizes));
  }

  /** A constant of type {@link DType#I64}; the array is copied. */
  public Tensor constant(long[] values, long... sizes) {
    return make(Source.Constant.of(values, sizes));
  }

  /** A constant scalar of rank 0. */
  public Tensor scalar(double value, DType dtype) {
    return make(new Source.Scalar(value, dtype));
  }

  /** {@link DType#I64}: 0, 1, … {@code count − 1}. */
  public Tensor range(Dim count) {
    return make(new Source.Range(count));
  }

  /** {@link DType#I64} of rank 0: the size itself, for arithmetic on sizes. */
  public Tensor sizeOf(Dim dim) {
    return make(new Source.SizeOf(dim));
  }

  /** All elements equal. */
  public Tensor full(double value, DType dtype, Shape shape) {
    return make(new Source.Full(value, new TensorType(dtype, shape)));
  }
}
