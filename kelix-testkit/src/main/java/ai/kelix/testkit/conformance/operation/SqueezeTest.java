package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A removed dimension of size 1. */
@Exercises("squeeze")
class SqueezeTest extends OperationTests {

  SqueezeTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void removesOne() {
    yields(
        floats(sizes(2), 1, 2),
        (make, x) -> x.get(0).narrow(0, 0, 1).squeeze(0),
        floats(sizes(1, 2), 1, 2));
    yields(
        floats(sizes(2), 1, 2),
        (make, x) -> x.get(0).unsqueeze(-1).squeeze(-1),
        floats(sizes(2), 1, 2));
  }

  @RefusalTest
  void refusesDimensionsOfOtherSizes() {
    refuses((make, x) -> x.get(0).squeeze(0), List.of(floats(sizes(2), 1, 2)), "squeeze");
  }
}
