package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Matrix product over the two innermost dimensions. */
@Exercises("matmul")
class MatmulTest extends OperationTests {

  MatmulTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void broadcastsOuterDimensions() {
    yields(
        floats(sizes(2, 1, 2), 3, 2, 7, 4),
        (make, x) -> x.get(0).matmul(x.get(1)),
        floats(sizes(2, 1, 2), 1, 2, 3, 4),
        floats(sizes(2, 2), 1, 0, 1, 1));
  }

  @Test
  void agreesWithTheReference() {
    agrees(
        (make, x) -> x.get(0).matmul(x.get(1)),
        Laboratory.random(1, 33, 65),
        Laboratory.random(2, 65, 17));
    agrees(
        (make, x) -> x.get(0).matmul(x.get(1)),
        Laboratory.random(1, 2, 1, 5, 7),
        Laboratory.random(2, 3, 7, 4));
    agrees(
        (make, x) -> x.get(0).matmul(x.get(1)),
        Laboratory.random(1, 0, 7),
        Laboratory.random(2, 7, 4));
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refuses((make, x) -> x.get(0).matmul(x.get(0)), List.of(Laboratory.random(1, 2, 3)), "[2×3]");
    refusesDifferentTypes((make, x) -> x.get(0).unsqueeze(0).matmul(x.get(1).unsqueeze(0)));
  }
}
