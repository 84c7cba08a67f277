package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One value or the other. */
@Exercises("where")
class WhereTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  WhereTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void choosesElementByElement() {
    yields(
        floats(sizes(2, 3), -1, -1, 3, 4, 5, 6),
        (make, x) ->
            x.get(0).where(x.get(0).atLeast(make.scalar(3, DType.F32)), make.scalar(-1, DType.F32)),
        SIX);
  }

  @Test
  void broadcastsAllThree() {
    yields(
        floats(sizes(2, 3), 7, 7, 7, 1, 2, 3),
        (make, x) ->
            x.get(0).where(x.get(1).lessThan(make.scalar(0, DType.I64)), make.scalar(7, DType.F32)),
        floats(sizes(3), 1, 2, 3),
        integers(sizes(2, 1), 1, -1));
  }

  @Test
  void choosesIntegers() {
    yields(
        integers(sizes(2), 5, -1),
        (make, x) ->
            x.get(0).where(x.get(0).equalTo(make.scalar(5, DType.I64)), make.scalar(-1, DType.I64)),
        integers(sizes(2), 5, 6));
  }

  @Test
  void keepsWhatIsNoNumberOut() {
    yields(
        floats(sizes(2), 0, 4),
        (make, x) ->
            x.get(0)
                .sqrt()
                .where(x.get(0).atLeast(make.scalar(0, DType.F32)), make.scalar(0, DType.F32)),
        floats(sizes(2), -1, 16));
  }

  @RefusalTest
  void wantsATruthValue() {
    refuses((make, x) -> x.get(0).where(x.get(0), x.get(0)), List.of(SIX), "BOOL", "F32");
    refuses(
        (make, x) -> x.get(0).where(x.get(0).equalTo(x.get(0)), make.scalar(1, DType.I64)),
        List.of(SIX),
        "F32",
        "I64");
  }
}
