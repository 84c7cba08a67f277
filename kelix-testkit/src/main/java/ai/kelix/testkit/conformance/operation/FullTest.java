package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** All elements equal. */
@Exercises("full")
class FullTest extends OperationTests {

  FullTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void fillsAShape() {
    yields(
        floats(sizes(2, 2), 2.5f, 2.5f, 2.5f, 2.5f),
        (make, x) -> make.full(2.5, DType.F32, Shape.of(x.get(0).dim(0), Dim.of(2))),
        floats(sizes(2), 1, 2));
    yields(integers(sizes(2), 7, 7), (make, x) -> make.full(7, DType.I64, Shape.of(2)));
  }
}
