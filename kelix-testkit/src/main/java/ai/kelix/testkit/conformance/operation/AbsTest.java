package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Absolute value. */
@Exercises("abs")
class AbsTest extends OperationTests {

  AbsTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(4), 1.5f, 2, 0, Float.POSITIVE_INFINITY),
        (make, x) -> x.get(0).abs(),
        floats(sizes(4), 1.5f, -2, 0, Float.NEGATIVE_INFINITY));
  }

  @Test
  void computesWithIntegers() {
    yields(integers(sizes(2), 3, 4), (make, x) -> x.get(0).abs(), integers(sizes(2), 3, -4));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).abs());
  }

  @RefusalTest
  void computesWithNumbersOnly() {
    refusesTruthValues((make, x) -> x.get(0).abs());
  }
}
