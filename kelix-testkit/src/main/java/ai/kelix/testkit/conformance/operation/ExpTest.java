package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Exponential. */
@Exercises("exp")
class ExpTest extends OperationTests {

  ExpTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(5), 1, 2.7182817f, 2.0611537e-9f, Float.POSITIVE_INFINITY, 0),
        (make, x) -> x.get(0).exp(),
        floats(sizes(5), 0, 1, -20, 100, Float.NEGATIVE_INFINITY));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).exp());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).exp());
    refusesTruthValues((make, x) -> x.get(0).exp());
  }
}
