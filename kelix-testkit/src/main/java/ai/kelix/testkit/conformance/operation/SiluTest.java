package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** The product with the logistic function. */
@Exercises("silu")
class SiluTest extends OperationTests {

  SiluTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(5), -0.26894143f, 0, 1.7615942f, 0, 200),
        (make, x) -> x.get(0).silu(),
        floats(sizes(5), -1, 0, 2, -200, 200));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).silu());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).silu());
    refusesTruthValues((make, x) -> x.get(0).silu());
  }
}
