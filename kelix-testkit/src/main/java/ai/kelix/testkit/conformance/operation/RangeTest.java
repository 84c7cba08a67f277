package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import org.junit.jupiter.api.Test;

/** 0, 1, … up to a size. */
@Exercises("range")
class RangeTest extends OperationTests {

  RangeTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void countsUpToASize() {
    yields(
        integers(sizes(3), 0, 1, 2),
        (make, x) -> make.range(x.get(0).dim(1)),
        floats(sizes(2, 3), 1, 2, 3, 4, 5, 6));
    yields(integers(sizes(0)), (make, x) -> make.range(x.get(0).dim(0)), floats(sizes(0)));
  }

  @Test
  void countsUpToWhatIsComputedFromSizes() {
    yields(
        integers(sizes(4), 0, 1, 2, 3),
        (make, x) -> make.range(x.get(0).dim(0).times(2)),
        floats(sizes(2), 1, 2));
  }
}
