package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same elements under another shape. */
@Exercises("reshape")
class ReshapeTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  ReshapeTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void keepsTheOrder() {
    yields(
        floats(sizes(3, 2, 1), 1, 2, 3, 4, 5, 6),
        (make, x) -> x.get(0).reshape(x.get(0).dim(1), x.get(0).dim(0), Dim.of(1)),
        SIX);
  }

  @Test
  void reordersWhatWasPermuted() {
    yields(
        floats(sizes(1, 2, 4), 0, 1, 4, 5, 2, 3, 6, 7),
        (make, x) -> {
          Dim half = x.get(0).dim(1).dividedBy(2);
          return x.get(0)
              .reshape(x.get(0).dim(0), half, Dim.of(2), x.get(0).dim(2))
              .permute(0, 2, 1, 3)
              .reshape(x.get(0).dim(0), Dim.of(2), half.times(x.get(0).dim(2)));
        },
        floats(sizes(1, 4, 2), 0, 1, 2, 3, 4, 5, 6, 7));
  }

  @Test
  void makesScalarsAndLines() {
    yields(floats(sizes(), 5), (make, x) -> x.get(0).reshape(Shape.SCALAR), floats(sizes(1, 1), 5));
    yields(
        floats(sizes(6), 1, 2, 3, 4, 5, 6),
        (make, x) -> x.get(0).reshape(x.get(0).shape().count()),
        SIX);
  }

  @RefusalTest
  void refusesOtherCounts() {
    refuses((make, x) -> x.get(0).reshape(Dim.of(5)), List.of(SIX), "[2×3]", "[5]");
  }
}
