package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Largest element along one axis. */
@Exercises("max")
class MaxTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  MaxTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void reducesAnyAxis() {
    yields(floats(sizes(3), 4, 5, 6), (make, x) -> x.get(0).max(0, false), SIX);
    yields(floats(sizes(2, 1), 3, 6), (make, x) -> x.get(0).max(-1, true), SIX);
  }

  @Test
  void reducesIntegers() {
    yields(
        integers(sizes(2), 1, 1L << 40),
        (make, x) -> x.get(0).max(1, false),
        integers(sizes(2, 2), 1, -5, 1L << 40, 2));
  }

  @Test
  void agreesWithTheReference() {
    for (int axis = -3; axis < 3; axis++) {
      int reduced = axis;
      agrees((make, x) -> x.get(0).max(reduced, true), Laboratory.random(1, 3, 7, 5));
      agrees((make, x) -> x.get(0).max(reduced, false), Laboratory.random(2, 3, 7, 5));
    }
  }

  @RefusalTest
  void refusesAxesThatDoNotExist() {
    refuses((make, x) -> x.get(0).max(2, false), List.of(SIX), "axis 2", "rank 2");
  }
}
