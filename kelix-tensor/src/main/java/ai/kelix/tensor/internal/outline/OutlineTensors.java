package ai.kelix.tensor.internal.outline;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;

/** Makes outlines of tensors that depend on no other. */
record OutlineTensors(OutlineLog log) implements Tensors {

  @Override
  public Tensor constant(float[] values, long... sizes) {
    return constant(DType.F32, values.length, Shape.of(sizes));
  }

  @Override
  public Tensor constant(long[] values, long... sizes) {
    return constant(DType.I64, values.length, Shape.of(sizes));
  }

  private Tensor constant(DType dtype, long count, Shape shape) {
    OutlineShapes.requireEqual(
        Dim.of(count), shape.count(), new Operation("constant", count, "as", shape));
    return log.result(dtype, shape);
  }

  @Override
  public Tensor scalar(double value, DType dtype) {
    return log.result(dtype, Shape.SCALAR);
  }

  @Override
  public Tensor range(Dim count) {
    return log.result(DType.I64, Shape.of(count));
  }

  @Override
  public Tensor sizeOf(Dim dim) {
    return log.result(DType.I64, Shape.SCALAR);
  }

  @Override
  public Tensor full(double value, DType dtype, Shape shape) {
    return log.result(dtype, shape);
  }
}
