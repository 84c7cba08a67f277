package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Square root. */
@Exercises("sqrt")
class SqrtTest extends OperationTests {

  SqrtTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(4), 0, 1.4142135f, 3, Float.NaN),
        (make, x) -> x.get(0).sqrt(),
        floats(sizes(4), 0, 2, 9, -1));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).abs().sqrt());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).sqrt());
    refusesTruthValues((make, x) -> x.get(0).sqrt());
  }
}
