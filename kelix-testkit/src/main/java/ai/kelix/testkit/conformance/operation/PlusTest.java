package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sum, of two tensors or with a number. */
@Exercises("plus")
class PlusTest extends OperationTests {

  PlusTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void broadcastsFromTheInnermostDimension() {
    yields(
        floats(sizes(2, 3), 11, 22, 33, 14, 25, 36),
        (make, x) -> x.get(0).plus(x.get(1)),
        floats(sizes(2, 3), 1, 2, 3, 4, 5, 6),
        floats(sizes(3), 10, 20, 30));
  }

  @Test
  void computesWithIntegers() {
    yields(
        integers(sizes(2), 9, 1),
        (make, x) -> x.get(0).plus(x.get(1)),
        integers(sizes(2), 7, -7),
        integers(sizes(2), 2, 8));
  }

  @Test
  void takesNumbers() {
    yields(floats(sizes(2), 1.5f, 3), (make, x) -> x.get(0).plus(0.5), floats(sizes(2), 1, 2.5f));
    yields(integers(sizes(2), 5, -1), (make, x) -> x.get(0).plus(2), integers(sizes(2), 3, -3));
  }

  @RefusalTest
  void refusesBrokenNumbersForIntegers() {
    refuses((make, x) -> x.get(0).plus(0.5), List.of(integers(sizes(1), 1)), "0.5");
  }

  @Test
  void agreesWithTheReference() {
    agreesInEveryBroadcast((make, x) -> x.get(0).plus(x.get(1)));
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refusesDifferentTypes((make, x) -> x.get(0).plus(x.get(1)));
    refusesShapesThatDoNotBroadcast((make, x) -> x.get(0).plus(x.get(1)));
    refusesTruthValues((make, x) -> x.get(0).plus(x.get(0)));
  }
}
