package ai.kelix.tools.verify;

/**
 * How far a float may lie from its golden value. Integers are always compared exactly.
 *
 * @param limit largest difference allowed
 * @param relative whether the limit is a fraction of the golden tensor's largest magnitude
 */
public record Tolerance(double limit, boolean relative) {

  /** A fraction of the largest magnitude of the golden tensor. */
  public static Tolerance ofLargest(double fraction) {
    return new Tolerance(fraction, true);
  }

  /** An absolute difference. */
  public static Tolerance absolute(double difference) {
    return new Tolerance(difference, false);
  }
}
