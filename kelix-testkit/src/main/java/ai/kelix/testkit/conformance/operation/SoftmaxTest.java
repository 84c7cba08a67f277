package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Softmax along one axis. */
@Exercises("softmax")
class SoftmaxTest extends OperationTests {

  SoftmaxTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void runsAlongAnyAxis() {
    yields(
        floats(sizes(2, 2), 0.25f, 0.5f, 0.75f, 0.5f),
        (make, x) -> x.get(0).softmax(0),
        floats(sizes(2, 2), 0, 0, 1.0986123f, 0));
  }

  @Test
  void bearsLargeNumbers() {
    yields(
        floats(sizes(3), 1, 0, 0),
        (make, x) -> x.get(0).softmax(-1),
        floats(sizes(3), 1000, 0, -1000));
  }

  @Test
  void agreesWithTheReference() {
    for (int axis = -3; axis < 3; axis++) {
      int along = axis;
      agrees((make, x) -> x.get(0).times(5).softmax(along), Laboratory.random(1, 3, 7, 5));
    }
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refusesIntegers((make, x) -> x.get(0).softmax(0));
    refuses(
        (make, x) -> x.get(0).softmax(2), List.of(Laboratory.random(1, 2, 3)), "axis 2", "rank 2");
  }
}
