package ai.kelix.tensor;

/** The part of {@link Tensor} that computes element by element or reduces an axis. */
public interface TensorMath {

  /** Sum of both, broadcast. */
  Tensor plus(Tensor other);

  /** Adds a number to each element. */
  Tensor plus(double number);

  /** Difference of both, broadcast. */
  Tensor minus(Tensor other);

  /** Product of both, broadcast. */
  Tensor times(Tensor other);

  /** Multiplies each element by a number. */
  Tensor times(double number);

  /** Quotient of both, broadcast; integers divide with truncation. */
  Tensor dividedBy(Tensor other);

  /** The larger of both, broadcast. */
  Tensor maximum(Tensor other);

  /** The smaller of both, broadcast. */
  Tensor minimum(Tensor other);

  /** Limits each element to the interval. */
  Tensor clamp(double min, double max);

  /** Changed sign. */
  Tensor negated();

  /** Square of each element. */
  Tensor square();

  /** Square root. */
  Tensor sqrt();

  /** Absolute value. */
  Tensor abs();

  /** Exponential. */
  Tensor exp();

  /** Natural logarithm. */
  Tensor log();

  /** Sine. */
  Tensor sin();

  /** Cosine. */
  Tensor cos();

  /** Largest integer not above. */
  Tensor floor();

  /** Nearest integer, halves to even. */
  Tensor round();

  /** Hyperbolic tangent. */
  Tensor tanh();

  /** Logistic function. */
  Tensor sigmoid();

  /** {@code x · sigmoid(x)}. */
  Tensor silu();

  /** GELU in its exact form with the error function. */
  Tensor gelu();

  /** GELU by the tanh approximation. */
  Tensor geluTanh();

  /** Larger of zero and the element. */
  Tensor relu();

  /** {@link DType#BOOL}: equal elements. */
  Tensor equalTo(Tensor other);

  /** {@link DType#BOOL}: elements below those of {@code other}. */
  Tensor lessThan(Tensor other);

  /** {@link DType#BOOL}: elements not below those of {@code other}. */
  Tensor atLeast(Tensor other);

  /** {@link DType#BOOL}: both hold. */
  Tensor and(Tensor other);

  /** {@link DType#BOOL}: does not hold. */
  Tensor not();

  /** Sum along one axis. */
  Tensor sum(int axis, boolean keepDim);

  /** Mean along one axis. */
  Tensor mean(int axis, boolean keepDim);

  /** Largest element along one axis. */
  Tensor max(int axis, boolean keepDim);

  /** {@link DType#I64}: index of the first largest element along one axis. */
  Tensor argmax(int axis, boolean keepDim);

  /** {@link DType#I64}: index of the first smallest element along one axis. */
  Tensor argmin(int axis, boolean keepDim);

  /** Running sum along one axis. */
  Tensor cumulativeSum(int axis);

  /** All elements along the innermost axis in descending order, with where they were. */
  Sorted sortDescending();

  /**
   * The result of a sort.
   *
   * @param values the elements, largest first
   * @param indices {@link DType#I64}, positions before the sort
   */
  record Sorted(Tensor values, Tensor indices) {}
}
