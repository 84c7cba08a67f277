package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Natural logarithm. */
@Exercises("log")
class LogTest extends OperationTests {

  LogTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(4), 0, 1, Float.NEGATIVE_INFINITY, Float.NaN),
        (make, x) -> x.get(0).log(),
        floats(sizes(4), 1, 2.7182817f, 0, -1));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).abs().plus(0.5).log());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).log());
    refusesTruthValues((make, x) -> x.get(0).log());
  }
}
