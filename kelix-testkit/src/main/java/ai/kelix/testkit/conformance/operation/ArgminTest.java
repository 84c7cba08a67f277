package ai.kelix.testkit.conformance.operation;

import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Index of the first smallest element along one axis. */
@Exercises("argmin")
class ArgminTest extends OperationTests {

  ArgminTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void findsTheFirstOfEquals() {
    yields(
        integers(sizes(2), 0, 0),
        (make, x) -> x.get(0).argmin(-1, false),
        floats(sizes(2, 3), 3, 7, 7, 1, 1, 5));
  }

  @Test
  void worksOnIntegers() {
    yields(
        integers(sizes(1, 2), 0, 0),
        (make, x) -> x.get(0).argmin(0, true),
        integers(sizes(2, 2), 4, 9, 1L << 40, 9));
  }

  @Test
  void agreesWithTheReference() {
    for (int axis = -3; axis < 3; axis++) {
      int reduced = axis;
      agrees((make, x) -> x.get(0).argmin(reduced, true), Laboratory.random(1, 3, 7, 5));
    }
  }

  @RefusalTest
  void refusesAxesThatDoNotExist() {
    refuses(
        (make, x) -> x.get(0).argmin(1, false), List.of(floats(sizes(1), 1)), "axis 1", "rank 1");
  }
}
