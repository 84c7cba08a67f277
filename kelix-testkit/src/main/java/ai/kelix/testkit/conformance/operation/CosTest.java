package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Cosine. */
@Exercises("cos")
class CosTest extends OperationTests {

  CosTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(4), 1, -1, 0.5403023f, 0.5623791f),
        (make, x) -> x.get(0).cos(),
        floats(sizes(4), 0, 3.1415927f, 1, 1000));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).cos());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).cos());
    refusesTruthValues((make, x) -> x.get(0).cos());
  }
}
