package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Does not hold. */
@Exercises("not")
class NotTest extends OperationTests {

  NotTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void turnsTruthAround() {
    holds(
        integers(sizes(3), 1, 0, 1),
        (make, x) -> x.get(0).equalTo(make.scalar(5, DType.I64)).not(),
        integers(sizes(3), 4, 5, 6));
  }

  @RefusalTest
  void wantsTruthValues() {
    refuses((make, x) -> x.get(0).not(), List.of(integers(sizes(1), 1)), "BOOL", "I64");
  }
}
