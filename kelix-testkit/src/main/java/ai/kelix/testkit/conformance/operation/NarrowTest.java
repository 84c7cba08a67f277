package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some elements along one axis. */
@Exercises("narrow")
class NarrowTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  NarrowTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void takesFromTheMiddle() {
    yields(floats(sizes(2, 2), 2, 3, 5, 6), (make, x) -> x.get(0).narrow(1, 1, 2), SIX);
    yields(floats(sizes(0, 3)), (make, x) -> x.get(0).narrow(0, 1, 0), SIX);
  }

  @Test
  void takesTheLastOfUnknownMany() {
    yields(
        floats(sizes(2), 3, 6),
        (make, x) -> x.get(0).narrow(-1, x.get(0).dim(1).minus(Dim.of(1)), Dim.of(1)).squeeze(1),
        SIX);
  }

  @RefusalTest
  void refusesWhatLiesBeyond() {
    refuses((make, x) -> x.get(0).narrow(1, 2, 2), List.of(SIX), "[2×3]");
  }
}
