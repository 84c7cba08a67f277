package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** silu(gate) · value. */
@Exercises("swiGlu")
class SwiGluTest extends OperationTests {

  SwiGluTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void weighsByTheGate() {
    yields(
        floats(sizes(3), -2.6894143f, 0, 17.615942f),
        (make, x) -> x.get(0).swiGlu(x.get(1)),
        floats(sizes(3), -1, 0, 2),
        floats(sizes(1), 10));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryBroadcast((make, x) -> x.get(0).swiGlu(x.get(1)));
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refusesDifferentTypes((make, x) -> x.get(0).swiGlu(x.get(1)));
    refusesShapesThatDoNotBroadcast((make, x) -> x.get(0).swiGlu(x.get(1)));
    refusesIntegers((make, x) -> x.get(0).swiGlu(x.get(0)));
  }
}
