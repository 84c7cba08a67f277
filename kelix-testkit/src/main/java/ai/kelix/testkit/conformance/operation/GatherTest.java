package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The element at each index along one axis. */
@Exercises("gather")
class GatherTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  GatherTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void takesAlongAnyAxis() {
    yields(
        floats(sizes(2, 1), 3, 4),
        (make, x) -> x.get(0).gather(1, x.get(1)),
        SIX,
        integers(sizes(2, 1), 2, 0));
    yields(
        floats(sizes(1, 3), 4, 2, 6),
        (make, x) -> x.get(0).gather(-2, x.get(1)),
        SIX,
        integers(sizes(1, 3), 1, 0, 1));
  }

  @Test
  void takesMoreThanThereIs() {
    yields(
        floats(sizes(2, 4), 1, 1, 2, 3, 4, 4, 4, 6),
        (make, x) -> x.get(0).gather(1, x.get(1)),
        SIX,
        integers(sizes(2, 4), 0, 0, 1, 2, 0, 0, 0, 2));
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refuses((make, x) -> x.get(0).gather(1, x.get(0)), List.of(SIX), "I64");
    refuses(
        (make, x) -> x.get(0).gather(1, x.get(1)), List.of(SIX, integers(sizes(1), 0)), "gather");
  }
}
