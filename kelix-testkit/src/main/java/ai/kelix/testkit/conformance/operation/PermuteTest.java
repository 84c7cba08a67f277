package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reordered dimensions. */
@Exercises("permute")
class PermuteTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  PermuteTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void movesEveryAxis() {
    yields(
        floats(sizes(3, 2, 1), 1, 4, 2, 5, 3, 6),
        (make, x) -> x.get(0).unsqueeze(-1).permute(1, 0, 2),
        SIX);
    agrees((make, x) -> x.get(0).permute(2, 0, 3, 1), Laboratory.random(1, 2, 3, 4, 5));
    agrees((make, x) -> x.get(0).permute(-1, 0, 1), Laboratory.random(1, 2, 3, 4));
  }

  @Test
  void undoesItself() {
    yields(
        SIX, (make, x) -> x.get(0).unsqueeze(-1).permute(2, 1, 0).permute(2, 1, 0).squeeze(2), SIX);
  }

  @RefusalTest
  void refusesWhatIsNoOrder() {
    refuses((make, x) -> x.get(0).permute(0, 0), List.of(SIX), "permute");
    refuses((make, x) -> x.get(0).permute(0), List.of(SIX), "permute");
  }
}
