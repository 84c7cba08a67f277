package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** The larger of zero and the element. */
@Exercises("relu")
class ReluTest extends OperationTests {

  ReluTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(5), 0, 0, 2, 0, Float.POSITIVE_INFINITY),
        (make, x) -> x.get(0).relu(),
        floats(sizes(5), -1, 0, 2, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).relu());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).relu());
    refusesTruthValues((make, x) -> x.get(0).relu());
  }
}
