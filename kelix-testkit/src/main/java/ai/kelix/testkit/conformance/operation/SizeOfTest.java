package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** A size as a number. */
@Exercises("sizeOf")
class SizeOfTest extends OperationTests {

  SizeOfTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void isANumber() {
    yields(
        integers(sizes(), 6),
        (make, x) -> make.sizeOf(x.get(0).shape().count()),
        floats(sizes(2, 3), 1, 2, 3, 4, 5, 6));
    yields(
        integers(sizes(), 1),
        (make, x) -> make.sizeOf(x.get(0).dim(1).minus(x.get(0).dim(0))),
        floats(sizes(2, 3), 1, 2, 3, 4, 5, 6));
  }
}
