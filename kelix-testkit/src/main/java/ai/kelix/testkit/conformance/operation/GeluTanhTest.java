package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** GELU by the tanh approximation. */
@Exercises("geluTanh")
class GeluTanhTest extends OperationTests {

  GeluTanhTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(5), -0.15880801f, 0, 1.9545977f, 0, 50),
        (make, x) -> x.get(0).geluTanh(),
        floats(sizes(5), -1, 0, 2, -50, 50));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).geluTanh());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).geluTanh());
    refusesTruthValues((make, x) -> x.get(0).geluTanh());
  }
}
