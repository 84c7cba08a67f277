package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Elements below. */
@Exercises("lessThan")
class LessThanTest extends OperationTests {

  LessThanTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void comparesFloats() {
    // Both zeros are equal.
    holds(
        integers(sizes(4), 1, 0, 0, 0),
        (make, x) -> x.get(0).lessThan(x.get(1)),
        floats(sizes(4), 1, 2, 3, 0),
        floats(sizes(4), 1.5f, 2, -3, -0f));
  }

  @Test
  void comparesIntegers() {
    holds(
        integers(sizes(3), 1, 0, 0),
        (make, x) -> x.get(0).lessThan(x.get(1)),
        integers(sizes(3), -1, 5, 1L << 40),
        integers(sizes(3), 0, 5, 1));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryBroadcast((make, x) -> x.get(0).lessThan(x.get(1)).to(DType.F32));
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refusesDifferentTypes((make, x) -> x.get(0).lessThan(x.get(1)));
    refusesShapesThatDoNotBroadcast((make, x) -> x.get(0).lessThan(x.get(1)));
  }
}
