package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Equal pieces of one axis. */
@Exercises("chunk")
class ChunkTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  ChunkTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void cutsInOrder() {
    yields(
        floats(sizes(2, 1), 2, 5),
        (make, x) -> x.get(0).reshape(Dim.of(2), Dim.of(3)).chunk(3, 1).get(1),
        SIX);
    yields(
        floats(sizes(1, 3), 4, 5, 6),
        (make, x) -> x.get(0).reshape(Dim.of(2), Dim.of(3)).chunk(2, -2).get(1),
        SIX);
  }

  @RefusalTest
  void refusesUnequalPieces() {
    refuses((make, x) -> x.get(0).chunk(2, 1).get(0), List.of(SIX), "3", "2");
  }
}
