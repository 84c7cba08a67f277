package ai.kelix.tensor.internal.outline;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import java.util.Locale;

/** The operations that work element by element or reduce an axis. */
abstract class OutlineMath implements Tensor {

  /** Returns a tensor that an operation fills. */
  abstract OutlineTensor result(DType dtype, Shape shape);

  private Tensor same() {
    return result(dtype(), shape());
  }

  private Tensor combined(Tensor other, DType result, String operation) {
    requireSameType(other, operation);
    return result(result, OutlineShapes.broadcast(shape(), other.shape(), operation));
  }

  /** Fails unless both have one type. */
  final void requireSameType(Tensor other, Object what) {
    if (dtype() != other.dtype()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s: operands of different types: %s and %s", what, this, other));
    }
  }

  private Tensor reduced(int axis, boolean keepDim, DType result, String operation) {
    int counted = Shape.axis(axis, shape().rank(), operation);
    return result(result, shape().reduced(counted, keepDim));
  }

  @Override
  public Tensor plus(Tensor other) {
    return combined(other, dtype(), "plus");
  }

  @Override
  public Tensor minus(Tensor other) {
    return combined(other, dtype(), "minus");
  }

  @Override
  public Tensor times(Tensor other) {
    return combined(other, dtype(), "times");
  }

  @Override
  public Tensor dividedBy(Tensor other) {
    return combined(other, dtype(), "dividedBy");
  }

  @Override
  public Tensor maximum(Tensor other) {
    return combined(other, dtype(), "maximum");
  }

  @Override
  public Tensor minimum(Tensor other) {
    return combined(other, dtype(), "minimum");
  }

  @Override
  public Tensor and(Tensor other) {
    return combined(other, dtype(), "and");
  }

  @Override
  public Tensor equalTo(Tensor other) {
    return combined(other, DType.BOOL, "equalTo");
  }

  @Override
  public Tensor lessThan(Tensor other) {
    return combined(other, DType.BOOL, "lessThan");
  }

  @Override
  public Tensor atLeast(Tensor other) {
    return combined(other, DType.BOOL, "atLeast");
  }

  @Override
  public Tensor plus(double number) {
    return same();
  }

  @Override
  public Tensor times(double number) {
    return same();
  }

  @Override
  public Tensor clamp(double min, double max) {
    return same();
  }

  @Override
  public Tensor negated() {
    return same();
  }

  @Override
  public Tensor square() {
    return same();
  }

  @Override
  public Tensor sqrt() {
    return same();
  }

  @Override
  public Tensor abs() {
    return same();
  }

  @Override
  public Tensor exp() {
    return same();
  }

  @Override
  public Tensor log() {
    return same();
  }

  @Override
  public Tensor sin() {
    return same();
  }

  @Override
  public Tensor cos() {
    return same();
  }

  @Override
  public Tensor floor() {
    return same();
  }

  @Override
  public Tensor round() {
    return same();
  }

  @Override
  public Tensor tanh() {
    return same();
  }

  @Override
  public Tensor sigmoid() {
    return same();
  }

  @Override
  public Tensor silu() {
    return same();
  }

  @Override
  public Tensor gelu() {
    return same();
  }

  @Override
  public Tensor geluTanh() {
    return same();
  }

  @Override
  public Tensor relu() {
    return same();
  }

  @Override
  public Tensor not() {
    return same();
  }

  @Override
  public Tensor softmax(int axis) {
    return alongAxis(axis, "softmax");
  }

  @Override
  public Tensor logSoftmax(int axis) {
    return alongAxis(axis, "logSoftmax");
  }

  @Override
  public Tensor cumulativeSum(int axis) {
    return alongAxis(axis, "cumulativeSum");
  }

  private Tensor alongAxis(int axis, String operation) {
    Shape.axis(axis, shape().rank(), operation);
    return same();
  }

  @Override
  public Tensor sum(int axis, boolean keepDim) {
    return reduced(axis, keepDim, dtype(), "sum");
  }

  @Override
  public Tensor mean(int axis, boolean keepDim) {
    return reduced(axis, keepDim, dtype(), "mean");
  }

  @Override
  public Tensor max(int axis, boolean keepDim) {
    return reduced(axis, keepDim, dtype(), "max");
  }

  @Override
  public Tensor argmax(int axis, boolean keepDim) {
    return reduced(axis, keepDim, DType.I64, "argmax");
  }

  @Override
  public Tensor argmin(int axis, boolean keepDim) {
    return reduced(axis, keepDim, DType.I64, "argmin");
  }

  @Override
  public Sorted sortDescending() {
    return new Sorted(same(), result(DType.I64, shape()));
  }
}
