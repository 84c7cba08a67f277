package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two swapped axes. */
@Exercises("transpose")
class TransposeTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  TransposeTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void swapsAxes() {
    yields(floats(sizes(3, 2), 1, 4, 2, 5, 3, 6), (make, x) -> x.get(0).transpose(0, 1), SIX);
    agrees((make, x) -> x.get(0).transpose(-1, 1), Laboratory.random(1, 2, 3, 4, 5));
  }

  @Test
  void undoesItself() {
    yields(SIX, (make, x) -> x.get(0).transpose(0, 1).unsqueeze(0).squeeze(0).transpose(0, 1), SIX);
  }

  @RefusalTest
  void refusesAxesThatDoNotExist() {
    refuses((make, x) -> x.get(0).transpose(0, 2), List.of(SIX), "axis 2", "rank 2");
  }
}
