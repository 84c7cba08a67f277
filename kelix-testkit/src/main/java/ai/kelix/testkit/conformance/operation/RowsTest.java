package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of a table. */
@Exercises("rows")
class RowsTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  RowsTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void looksUpInAnyShape() {
    yields(
        floats(sizes(3, 1, 3), 4, 5, 6, 1, 2, 3, 4, 5, 6),
        (make, x) -> x.get(0).rows(x.get(1)),
        SIX,
        integers(sizes(3, 1), 1, 0, 1));
    yields(
        floats(sizes(3), 4, 5, 6), (make, x) -> x.get(0).rows(x.get(1)), SIX, integers(sizes(), 1));
  }

  @Test
  void looksUpNothing() {
    yields(floats(sizes(0, 3)), (make, x) -> x.get(0).rows(x.get(1)), SIX, integers(sizes(0)));
  }

  @Test
  void looksUpInTablesOfAnyRank() {
    agrees(
        (make, x) -> x.get(0).rows(x.get(1)),
        Laboratory.random(1, 4, 2, 3),
        integers(sizes(2, 2), 3, 0, 1, 3));
    yields(
        integers(sizes(2), 7, 5),
        (make, x) -> x.get(0).rows(x.get(1)),
        integers(sizes(3), 5, 6, 7),
        integers(sizes(2), 2, 0));
  }

  @RefusalTest
  void refusesOtherIndices() {
    refuses((make, x) -> x.get(0).rows(x.get(0)), List.of(SIX), "I64", "F32");
  }
}
