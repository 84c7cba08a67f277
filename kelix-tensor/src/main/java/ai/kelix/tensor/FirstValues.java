package ai.kelix.tensor;

/** What a parameter of a new model holds before it learns. Declared where a layer asks for it. */
public sealed interface FirstValues {
  /** All zero, as biases are. */
  FirstValues ZEROS = new Constant(0);

  /** All one, as the factors of norms are. */
  FirstValues ONES = new Constant(1);

  /** Uniform by Xavier, as the matrices of linear layers and kernels of convolutions are. */
  FirstValues XAVIER = new Xavier(false);

  /** The same for matrices that end a residual branch, which deep models begin with smaller. */
  FirstValues RESIDUAL = new Xavier(true);

  /** Normally distributed around 0. */
  static FirstValues normal(double deviation) {
    return new Normal(deviation);
  }

  /**
   * Equal numbers.
   *
   * @param value each
   */
  record Constant(double value) implements FirstValues {}

  /**
   * Normally distributed around 0.
   *
   * @param deviation standard deviation
   */
  record Normal(double deviation) implements FirstValues {}

  /**
   * Uniform between ±√(6 / (in + out)), where a kernel counts with all its places.
   *
   * @param residual whether it ends a residual branch: then it begins smaller, by a factor that the
   *     recipe chooses
   */
  record Xavier(boolean residual) implements FirstValues {}
}
