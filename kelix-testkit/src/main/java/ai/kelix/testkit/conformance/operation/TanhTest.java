package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Hyperbolic tangent. */
@Exercises("tanh")
class TanhTest extends OperationTests {

  TanhTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(4), 0, 0.46211717f, -1, 1),
        (make, x) -> x.get(0).tanh(),
        floats(sizes(4), 0, 0.5f, -200, 200));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).tanh());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).tanh());
    refusesTruthValues((make, x) -> x.get(0).tanh());
  }
}
