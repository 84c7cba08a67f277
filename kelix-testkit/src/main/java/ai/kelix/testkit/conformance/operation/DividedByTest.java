package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Quotient; integers divide with truncation. */
@Exercises("dividedBy")
class DividedByTest extends OperationTests {

  DividedByTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void dividesFloats() {
    yields(
        floats(sizes(3), 0.5f, Float.POSITIVE_INFINITY, -2),
        (make, x) -> x.get(0).dividedBy(x.get(1)),
        floats(sizes(3), 1, 1, 4),
        floats(sizes(3), 2, 0, -2));
  }

  @Test
  void truncatesIntegersTowardsZero() {
    yields(
        integers(sizes(3), 3, -3, -2),
        (make, x) -> x.get(0).dividedBy(x.get(1)),
        integers(sizes(3), 7, -7, 9),
        integers(sizes(3), 2, 2, -4));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryBroadcast((make, x) -> x.get(0).dividedBy(x.get(1).abs().plus(0.5)));
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refusesDifferentTypes((make, x) -> x.get(0).dividedBy(x.get(1)));
    refusesShapesThatDoNotBroadcast((make, x) -> x.get(0).dividedBy(x.get(1)));
    refusesTruthValues((make, x) -> x.get(0).dividedBy(x.get(0)));
  }
}
