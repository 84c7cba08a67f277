package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** A constant of rank 0. */
@Exercises("scalar")
class ScalarTest extends OperationTests {

  ScalarTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void hasNoDimensions() {
    yields(floats(sizes(), 2.5f), (make, x) -> make.scalar(2.5, DType.F32));
    yields(integers(sizes(), -3), (make, x) -> make.scalar(-3, DType.I64));
    holds(integers(sizes(), 1), (make, x) -> make.scalar(1, DType.BOOL));
  }
}
