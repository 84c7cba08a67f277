package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Nearest integer, halves to even. */
@Exercises("round")
class RoundTest extends OperationTests {

  RoundTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(4), 0, 2, -2, 3),
        (make, x) -> x.get(0).round(),
        floats(sizes(4), 0.5f, 1.5f, -2.5f, 2.7f));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).round());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).round());
    refusesTruthValues((make, x) -> x.get(0).round());
  }
}
