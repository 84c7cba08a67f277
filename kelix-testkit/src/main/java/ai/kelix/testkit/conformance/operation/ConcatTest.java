package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Shape;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensors joined along one axis. */
@Exercises("concat")
class ConcatTest extends OperationTests {
  private static final HostTensor SIX = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);

  ConcatTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void joinsAlongAnyAxis() {
    yields(
        floats(sizes(3, 3), 1, 2, 3, 4, 5, 6, 1, 2, 3),
        (make, x) -> x.get(0).concat(0, List.of(x.get(0).narrow(0, 0, 1))),
        SIX);
    yields(
        floats(sizes(2, 5), 1, 2, 3, 9, 8, 4, 5, 6, 9, 8),
        (make, x) ->
            x.get(0)
                .concat(
                    -1,
                    List.of(
                        make.full(9, DType.F32, Shape.of(2, 1)),
                        make.full(8, DType.F32, Shape.of(2, 1)))),
        SIX);
  }

  @Test
  void joinsWithNothing() {
    yields(SIX, (make, x) -> x.get(0).concat(0, List.of(x.get(1))), SIX, floats(sizes(0, 3)));
    yields(
        integers(sizes(1), 5), (make, x) -> x.get(0).concat(0, List.of()), integers(sizes(1), 5));
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refuses(
        (make, x) -> x.get(0).concat(1, List.of(make.constant(new float[3], 3, 1))),
        List.of(SIX),
        "[3×1]");
    refusesDifferentTypes((make, x) -> x.get(0).concat(0, List.of(x.get(1))));
  }
}
