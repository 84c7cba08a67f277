package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Changed sign. */
@Exercises("negated")
class NegatedTest extends OperationTests {

  NegatedTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(4), -1.5f, 0, 2, Float.NEGATIVE_INFINITY),
        (make, x) -> x.get(0).negated(),
        floats(sizes(4), 1.5f, 0, -2, Float.POSITIVE_INFINITY));
  }

  @Test
  void computesWithIntegers() {
    yields(
        integers(sizes(3), -3, 0, 4),
        (make, x) -> x.get(0).negated(),
        integers(sizes(3), 3, 0, -4));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).negated());
  }

  @RefusalTest
  void computesWithNumbersOnly() {
    refusesTruthValues((make, x) -> x.get(0).negated());
  }
}
