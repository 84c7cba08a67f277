package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Each element within an interval. */
@Exercises("clamp")
class ClampTest extends OperationTests {

  ClampTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void limitsEachElement() {
    yields(
        floats(sizes(4), -1, 0.5f, 2, 2),
        (make, x) -> x.get(0).clamp(-1, 2),
        floats(sizes(4), -3, 0.5f, 2, Float.POSITIVE_INFINITY));
  }

  @Test
  void limitsIntegersToWholeNumbersWithin() {
    yields(
        integers(sizes(4), 0, 0, 1, 2),
        (make, x) -> x.get(0).clamp(-0.5, 2.5),
        integers(sizes(4), -3, 0, 1, 9));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).clamp(-1.5, 2.25));
  }

  @RefusalTest
  void computesWithNumbersOnly() {
    refusesTruthValues((make, x) -> x.get(0).clamp(0, 1));
  }
}
