package ai.kelix.tiny.world.measure;

/**
 * How many of so many came out right.
 *
 * @param right 0 … asked
 * @param asked how many were tried
 */
public record Count(int right, int asked) {
  /** Nothing tried yet. */
  public static final Count NONE = new Count(0, 0);

  /** One trial. */
  public static Count of(boolean isRight) {
    return new Count(isRight ? 1 : 0, 1);
  }

  /** Returns both together. */
  public Count plus(Count other) {
    return new Count(right + other.right, asked + other.asked);
  }

  /** Returns 0 … 100; 0 if nothing was tried. */
  public double percent() {
    return asked == 0 ? 0 : 100.0 * right / asked;
  }
}
