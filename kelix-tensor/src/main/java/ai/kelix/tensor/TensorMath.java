package ai.kelix.tensor;

import ai.kelix.tensor.op.Binary;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Reduction;
import ai.kelix.tensor.op.Unary;
import ai.kelix.tensor.type.DType;
import java.util.List;

/** The part of {@link Tensor} that computes element by element or reduces an axis. */
public sealed interface TensorMath permits Tensor {

  /** Applies an operation with one result to this tensor and then others. */
  Tensor apply(Op op, Tensor... others);

  /** Applies an operation with several results. */
  List<Tensor> applyAll(Op op, Tensor... others);

  /** Returns an axis counted from 0. */
  int axis(int axis, String operation);

  /** Sum of both, broadcast. */
  default Tensor plus(Tensor other) {
    return apply(Binary.PLUS, other);
  }

  /** Adds a number to each element. */
  default Tensor plus(double number) {
    return apply(new Elementwise.PlusNumber(number));
  }

  /** Difference of both, broadcast. */
  default Tensor minus(Tensor other) {
    return apply(Binary.MINUS, other);
  }

  /** Product of both, broadcast. */
  default Tensor times(Tensor other) {
    return apply(Binary.TIMES, other);
  }

  /** Multiplies each element by a number. */
  default Tensor times(double number) {
    return apply(new Elementwise.TimesNumber(number));
  }

  /** Quotient of both, broadcast; integers divide with truncation. */
  default Tensor dividedBy(Tensor other) {
    return apply(Binary.DIVIDED_BY, other);
  }

  /** The larger of both, broadcast. */
  default Tensor maximum(Tensor other) {
    return apply(Binary.MAXIMUM, other);
  }

  /** The smaller of both, broadcast. */
  default Tensor minimum(Tensor other) {
    return apply(Binary.MINIMUM, other);
  }

  /** Limits each element to the interval. */
  default Tensor clamp(double min, double max) {
    return apply(new Elementwise.Clamp(min, max));
  }

  /** Changed sign. */
  default Tensor negated() {
    return apply(Unary.NEGATED);
  }

  /** Square of each element. */
  default Tensor square() {
    return apply(Unary.SQUARE);
  }

  /** Square root. */
  default Tensor sqrt() {
    return apply(Unary.SQRT);
  }

  /** Absolute value. */
  default Tensor abs() {
    return apply(Unary.ABS);
  }

  /** Exponential. */
  default Tensor exp() {
    return apply(Unary.EXP);
  }

  /** Natural logarithm. */
  default Tensor log() {
    return apply(Unary.LOG);
  }

  /** Sine. */
  default Tensor sin() {
    return apply(Unary.SIN);
  }

  /** Cosine. */
  default Tensor cos() {
    return apply(Unary.COS);
  }

  /** Largest integer not above. */
  default Tensor floor() {
    return apply(Unary.FLOOR);
  }

  /** Nearest integer, halves to even. */
  default Tensor round() {
    return apply(Unary.ROUND);
  }

  /** Hyperbolic tangent. */
  default Tensor tanh() {
    return apply(Unary.TANH);
  }

  /** Logistic function. */
  default Tensor sigmoid() {
    return apply(Unary.SIGMOID);
  }

  /** {@code x · sigmoid(x)}. */
  default Tensor silu() {
    return apply(Unary.SILU);
  }

  /** GELU in its exact form with the error function. */
  default Tensor gelu() {
    return apply(Unary.GELU);
  }

  /** GELU by the tanh approximation. */
  default Tensor geluTanh() {
    return apply(Unary.GELU_TANH);
  }

  /** {@code silu(this) · value}, the middle of a gated MLP (kelix-ar §8.1); broadcasts. */
  default Tensor swiGlu(Tensor value) {
    return apply(new Elementwise.SwiGlu(), value);
  }

  /** Larger of zero and the element. */
  default Tensor relu() {
    return apply(Unary.RELU);
  }

  /** {@link DType#BOOL}: equal elements. */
  default Tensor equalTo(Tensor other) {
    return apply(Binary.EQUAL_TO, other);
  }

  /** {@link DType#BOOL}: elements below those of {@code other}. */
  default Tensor lessThan(Tensor other) {
    return apply(Binary.LESS_THAN, other);
  }

  /** {@link DType#BOOL}: elements not below those of {@code other}. */
  default Tensor atLeast(Tensor other) {
    return apply(Binary.AT_LEAST, other);
  }

  /** {@link DType#BOOL}: both hold. */
  default Tensor and(Tensor other) {
    return apply(Binary.AND, other);
  }

  /** {@link DType#BOOL}: does not hold. */
  default Tensor not() {
    return apply(Unary.NOT);
  }

  /** Sum along one axis. */
  default Tensor sum(int axis, boolean keepDim) {
    int counted = axis(axis, "sum");
    return apply(new Reduction.Reduce(Reduction.Kind.SUM, counted, keepDim));
  }

  /** Mean along one axis. */
  default Tensor mean(int axis, boolean keepDim) {
    int counted = axis(axis, "mean");
    return apply(new Reduction.Reduce(Reduction.Kind.MEAN, counted, keepDim));
  }

  /** Largest element along one axis. */
  default Tensor max(int axis, boolean keepDim) {
    int counted = axis(axis, "max");
    return apply(new Reduction.Reduce(Reduction.Kind.MAX, counted, keepDim));
  }

  /** {@link DType#I64}: index of the first largest element along one axis. */
  default Tensor argmax(int axis, boolean keepDim) {
    int counted = axis(axis, "argmax");
    return apply(new Reduction.Reduce(Reduction.Kind.ARGMAX, counted, keepDim));
  }

  /** {@link DType#I64}: index of the first smallest element along one axis. */
  default Tensor argmin(int axis, boolean keepDim) {
    int counted = axis(axis, "argmin");
    return apply(new Reduction.Reduce(Reduction.Kind.ARGMIN, counted, keepDim));
  }

  /** Softmax along one axis. */
  default Tensor softmax(int axis) {
    return apply(new Reduction.Softmax(axis(axis, "softmax")));
  }

  /** Logarithm of the softmax along one axis. */
  default Tensor logSoftmax(int axis) {
    return apply(new Reduction.LogSoftmax(axis(axis, "logSoftmax")));
  }

  /** Running sum along one axis. */
  default Tensor cumulativeSum(int axis) {
    return apply(new Reduction.CumulativeSum(axis(axis, "cumulativeSum")));
  }

  /** All elements along the innermost axis in descending order, with where they were. */
  default Sorted sortDescending() {
    List<Tensor> both = applyAll(new Reduction.SortDescending());
    return new Sorted(both.get(0), both.get(1));
  }

  /**
   * The largest elements along the innermost axis in descending order, of equal ones the earlier
   * first, with where they were.
   *
   * @param count how many, at most the size of the axis
   */
  default Sorted topK(long count) {
    List<Tensor> both = applyAll(new Reduction.TopK(count));
    return new Sorted(both.get(0), both.get(1));
  }

  /**
   * The result of a sort.
   *
   * @param values the elements, largest first
   * @param indices {@link DType#I64}, positions before the sort
   */
  record Sorted(Tensor values, Tensor indices) {}
}
