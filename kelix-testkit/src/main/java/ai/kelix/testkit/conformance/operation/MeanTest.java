package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mean along one axis. */
@Exercises("mean")
class MeanTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  MeanTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void reducesAnyAxis() {
    yields(floats(sizes(3), 2.5f, 3.5f, 4.5f), (make, x) -> x.get(0).mean(0, false), SIX);
    yields(floats(sizes(2, 1), 2, 5), (make, x) -> x.get(0).mean(-1, true), SIX);
  }

  @Test
  void agreesWithTheReference() {
    for (int axis = -3; axis < 3; axis++) {
      int reduced = axis;
      agrees((make, x) -> x.get(0).mean(reduced, true), Laboratory.random(1, 3, 7, 5));
      agrees((make, x) -> x.get(0).mean(reduced, false), Laboratory.random(2, 3, 7, 5));
    }
  }

  @RefusalTest
  void refusesAxesThatDoNotExist() {
    refuses((make, x) -> x.get(0).mean(2, false), List.of(SIX), "axis 2", "rank 2");
  }

  @RefusalTest
  void refusesIntegersThatHaveNoMean() {
    refusesIntegers((make, x) -> x.get(0).mean(0, false));
  }
}
