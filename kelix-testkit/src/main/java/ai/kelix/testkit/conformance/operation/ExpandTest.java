package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Repeated dimensions of size 1. */
@Exercises("expand")
class ExpandTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  ExpandTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void repeatsAndAddsOuterDimensions() {
    yields(
        floats(sizes(2, 2, 3), 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6),
        (make, x) -> x.get(0).unsqueeze(1).expand(x.get(0).dim(0), Dim.of(2), x.get(0).dim(1)),
        SIX);
    yields(
        floats(sizes(2, 2), 5, 5, 5, 5),
        (make, x) -> x.get(0).expand(Dim.of(2), Dim.of(2)),
        floats(sizes(), 5));
  }

  @RefusalTest
  void refusesOtherSizes() {
    refuses((make, x) -> x.get(0).expand(Dim.of(2), Dim.of(4)), List.of(SIX), "[2×3]", "[2×4]");
  }
}
