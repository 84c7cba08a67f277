package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Sine. */
@Exercises("sin")
class SinTest extends OperationTests {

  SinTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(4), 0, 1, -1, 0.82687956f),
        (make, x) -> x.get(0).sin(),
        floats(sizes(4), 0, 1.5707964f, -1.5707964f, 1000));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).sin());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).sin());
    refusesTruthValues((make, x) -> x.get(0).sin());
  }
}
