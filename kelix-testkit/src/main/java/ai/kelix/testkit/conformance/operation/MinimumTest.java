package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** The smaller of both. */
@Exercises("minimum")
class MinimumTest extends OperationTests {

  MinimumTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void broadcastsFromTheInnermostDimension() {
    yields(
        floats(sizes(2, 3), 1, 2, 3, 4, 5, 6),
        (make, x) -> x.get(0).minimum(x.get(1)),
        floats(sizes(2, 3), 1, 2, 3, 4, 5, 6),
        floats(sizes(3), 10, 20, 30));
  }

  @Test
  void computesWithIntegers() {
    yields(
        integers(sizes(2), 2, -7),
        (make, x) -> x.get(0).minimum(x.get(1)),
        integers(sizes(2), 7, -7),
        integers(sizes(2), 2, 8));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryBroadcast((make, x) -> x.get(0).minimum(x.get(1)));
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refusesDifferentTypes((make, x) -> x.get(0).minimum(x.get(1)));
    refusesShapesThatDoNotBroadcast((make, x) -> x.get(0).minimum(x.get(1)));
    refusesTruthValues((make, x) -> x.get(0).minimum(x.get(0)));
  }
}
