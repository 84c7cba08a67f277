package ai.kelix.tensor.type;

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

  /**
   * Returns the size of an image's side after the convolution. A symbolic size is taken to be a
   * multiple of the stride.
   *
   * @param size rows or columns before
   * @param kernel size of the kernel in the same direction
   */
  public Dim convolved(Dim size, long kernel) {
    long around = 2L * padding - kernel;
    if (size.isFixed()) {
      return Dim.of(Math.floorDiv(size.size() + around, stride) + 1);
    }
    long more = Math.floorDiv(around, stride) + 1;
    Dim steps = size.dividedBy(stride);
    return more < 0 ? steps.minus(Dim.of(-more)) : steps.plus(more);
  }

  /** Stride 1, one group. */
  public static Convolution padded(int padding) {
    return new Convolution(1, padding, 1);
  }
}
