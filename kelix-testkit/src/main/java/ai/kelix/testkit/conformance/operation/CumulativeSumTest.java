package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Running sum along one axis. */
@Exercises("cumulativeSum")
class CumulativeSumTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  CumulativeSumTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void runsAlongOneAxis() {
    yields(floats(sizes(2, 3), 1, 3, 6, 4, 9, 15), (make, x) -> x.get(0).cumulativeSum(1), SIX);
    yields(floats(sizes(2, 3), 1, 2, 3, 5, 7, 9), (make, x) -> x.get(0).cumulativeSum(0), SIX);
  }

  @Test
  void runsOverIntegers() {
    yields(
        integers(sizes(3), 1, 3, 6),
        (make, x) -> x.get(0).cumulativeSum(-1),
        integers(sizes(3), 1, 2, 3));
  }

  @Test
  void agreesWithTheReference() {
    agrees((make, x) -> x.get(0).cumulativeSum(1), Laboratory.random(1, 2, 9, 3));
  }
}
