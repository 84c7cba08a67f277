package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** Largest integer not above. */
@Exercises("floor")
class FloorTest extends OperationTests {

  FloorTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void computesEachElement() {
    yields(
        floats(sizes(4), -2, -1, 0, 2),
        (make, x) -> x.get(0).floor(),
        floats(sizes(4), -1.5f, -1, 0.9f, 2));
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryShape((make, x) -> x.get(0).floor());
  }

  @RefusalTest
  void refusesIntegersAndTruthValues() {
    refusesIntegers((make, x) -> x.get(0).floor());
    refusesTruthValues((make, x) -> x.get(0).floor());
  }
}
