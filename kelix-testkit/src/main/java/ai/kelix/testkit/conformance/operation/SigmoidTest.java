package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Logistic function. */
@Exercises("sigmoid")
class SigmoidTest extends OperationTests {

  SigmoidTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(4), 0.5f, 0.7310586f, 0, 1),
        (make, x) -> x.get(0).sigmoid(),
        floats(sizes(4), 0, 1, -200, 200));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).sigmoid());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).sigmoid());
    refusesTruthValues((make, x) -> x.get(0).sigmoid());
  }
}
