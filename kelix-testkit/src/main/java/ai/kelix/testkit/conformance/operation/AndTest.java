package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both hold. */
@Exercises("and")
class AndTest extends OperationTests {

  AndTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void holdsWhereBothHold() {
    holds(
        integers(sizes(2, 2), 0, 0, 1, 0),
        (make, x) -> x.get(0).lessThan(x.get(1)).and(x.get(0).atLeast(make.scalar(2, DType.F32))),
        floats(sizes(2, 1), 1, 2),
        floats(sizes(2), 5, 0));
  }

  @RefusalTest
  void wantsTruthValues() {
    refuses((make, x) -> x.get(0).and(x.get(0)), List.of(floats(sizes(1), 1)), "BOOL", "F32");
  }
}
