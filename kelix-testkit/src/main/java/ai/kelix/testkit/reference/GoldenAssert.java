package ai.kelix.testkit.reference;

import ai.kelix.tensor.program.HostTensor;
import org.assertj.core.api.Assertions;

/** Comparisons of host tensors: floats within a tolerance, everything else exactly. */
public final class GoldenAssert {

  private GoldenAssert() {}

  /**
   * Fails unless both have one shape and all elements agree.
   *
   * @param actual what was computed
   * @param expected what is right; float types may differ from {@code actual}'s
   * @param relativeToLargestMagnitude allowed difference of two floats as a fraction of the largest
   *     magnitude in {@code expected}; integers must be equal
   */
  public static void close(
      HostTensor actual, HostTensor expected, double relativeToLargestMagnitude) {
    close("tensor", actual, expected, relativeToLargestMagnitude);
  }

  /**
   * Same as {@link #close(HostTensor, HostTensor, double)} with a name for the message.
   *
   * @param what the tensor in words
   */
  public static void close(
      String what, HostTensor actual, HostTensor expected, double relativeToLargestMagnitude) {
    Assertions.assertThat(actual.shape()).as("shape of " + what).isEqualTo(expected.shape());
    if (!expected.dtype().isFloating()) {
      equal(what, actual, expected);
      return;
    }
    Assertions.assertThat(actual.dtype().isFloating()).as(what + " holds floats").isTrue();
    double allowed = relativeToLargestMagnitude * largestMagnitude(expected);
    for (int i = 0; i < expected.count(); i++) {
      double found = HostNumbers.floatAt(actual, i);
      double wanted = HostNumbers.floatAt(expected, i);
      if (!(Math.abs(found - wanted) <= allowed) && Double.compare(found, wanted) != 0) {
        Assertions.fail(
            "%s: element %d of %s is %s, expected %s within %s",
            what, i, actual, found, wanted, allowed);
      }
    }
  }

  private static double largestMagnitude(HostTensor tensor) {
    double largest = 0;
    for (int i = 0; i < tensor.count(); i++) {
      double magnitude = Math.abs(HostNumbers.floatAt(tensor, i));
      largest = Double.isFinite(magnitude) ? Math.max(largest, magnitude) : largest;
    }
    return largest;
  }

  private static void equal(String what, HostTensor actual, HostTensor expected) {
    Assertions.assertThat(actual.dtype()).as("type of " + what).isEqualTo(expected.dtype());
    for (int i = 0; i < expected.count(); i++) {
      long found = HostNumbers.integerAt(actual, i);
      long wanted = HostNumbers.integerAt(expected, i);
      if (found != wanted) {
        Assertions.fail("%s: element %d of %s is %d, expected %d", what, i, actual, found, wanted);
      }
    }
  }
}
