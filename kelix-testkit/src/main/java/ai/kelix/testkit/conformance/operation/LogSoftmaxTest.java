package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logarithm of the softmax along one axis. */
@Exercises("logSoftmax")
class LogSoftmaxTest extends OperationTests {

  LogSoftmaxTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void runsAlongAnyAxis() {
    yields(
        floats(sizes(2, 2), -1.3862944f, -0.6931472f, -0.28768206f, -0.6931472f),
        (make, x) -> x.get(0).logSoftmax(0),
        floats(sizes(2, 2), 0, 0, 1.0986123f, 0));
  }

  @Test
  void bearsLargeNumbers() {
    yields(
        floats(sizes(3), 0, -1000, -2000),
        (make, x) -> x.get(0).logSoftmax(-1),
        floats(sizes(3), 1000, 0, -1000));
  }

  @Test
  void agreesWithTheReference() {
    for (int axis = -3; axis < 3; axis++) {
      int along = axis;
      agrees((make, x) -> x.get(0).times(5).logSoftmax(along), Laboratory.random(1, 3, 7, 5));
    }
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refusesIntegers((make, x) -> x.get(0).logSoftmax(0));
    refuses(
        (make, x) -> x.get(0).logSoftmax(2),
        List.of(Laboratory.random(1, 2, 3)),
        "axis 2",
        "rank 2");
  }
}
