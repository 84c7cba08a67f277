package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** GELU in its exact form. */
@Exercises("gelu")
class GeluTest extends OperationTests {

  GeluTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(5), -0.15865526f, 0, 1.9544997f, 0, 50),
        (make, x) -> x.get(0).gelu(),
        floats(sizes(5), -1, 0, 2, -50, 50));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).gelu());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).gelu());
    refusesTruthValues((make, x) -> x.get(0).gelu());
  }
}
