package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** All elements along the innermost axis, the largest first. */
@Exercises("sortDescending")
class SortDescendingTest extends OperationTests {

  SortDescendingTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void keepsTheOrderOfEquals() {
    HostTensor x = floats(sizes(1, 4), 1, 5, 3, 5);
    yields(floats(sizes(1, 4), 5, 5, 3, 1), (make, in) -> in.get(0).sortDescending().values(), x);
    yields(
        integers(sizes(1, 4), 1, 3, 2, 0), (make, in) -> in.get(0).sortDescending().indices(), x);
  }

  @Test
  void agreesWithTheReference() {
    HostTensor x = Laboratory.random(1, 3, 40);
    agrees((make, in) -> in.get(0).sortDescending().values(), x);
    agrees((make, in) -> in.get(0).sortDescending().indices(), x);
  }
}
