package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Constant elements after the end of one axis. */
@Exercises("padEnd")
class PadEndTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  PadEndTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void appendsToAnyAxis() {
    yields(
        floats(sizes(2, 5), 1, 2, 3, -1, -1, 4, 5, 6, -1, -1),
        (make, x) -> x.get(0).padEnd(1, x.get(0).dim(0), -1),
        SIX);
    yields(
        integers(sizes(3), 7, 2, 2),
        (make, x) -> x.get(0).padEnd(0, Dim.of(2), 2),
        integers(sizes(1), 7));
    yields(SIX, (make, x) -> x.get(0).padEnd(0, Dim.of(0), 9), SIX);
  }

  @RefusalTest
  void refusesAxesThatDoNotExist() {
    refuses((make, x) -> x.get(0).padEnd(2, Dim.of(1), 0), List.of(SIX), "axis 2", "rank 2");
  }
}
