package ai.kelix.core.tensor;

/**
 * How a kernel moves over an image.
 *
 * @param stride step in both directions, at least 1
 * @param padding zero rows and columns added on each side
 * @param groups number of independent channel groups
 */
public record Convolution(int stride, int padding, int groups) {

  /** Checks the ranges. */
  public Convolution {
    if (stride < 1 || padding < 0 || groups < 1) {
      throw new IllegalArgumentException(
          "stride and groups must be positive and padding not negative, got stride="
              + stride
              + " padding="
              + padding
              + " groups="
              + groups);
    }
  }

  /** Stride 1, one group. */
  public static Convolution padded(int padding) {
    return new Convolution(1, padding, 1);
  }
}
