package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Square of each element. */
@Exercises("square")
class SquareTest extends OperationTests {

  SquareTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(3), 2.25f, 4, 0),
        (make, x) -> x.get(0).square(),
        floats(sizes(3), 1.5f, -2, 0));
  }

  @Test
  void computesWithIntegers() {
    yields(integers(sizes(2), 9, 16), (make, x) -> x.get(0).square(), integers(sizes(2), 3, -4));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).square());
  }

  @RefusalTest
  void computesWithNumbersOnly() {
    refusesTruthValues((make, x) -> x.get(0).square());
  }
}
