package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A matrix [out, in] times the innermost dimension. */
@Exercises("linear")
class LinearTest extends OperationTests {

  LinearTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void multipliesByRowsOfTheWeight() {
    HostTensor weight = floats(sizes(2, 3), 1, 2, 3, 4, 5, 6);
    HostTensor bias = floats(sizes(2), 10, 20);
    yields(
        floats(sizes(2), 24, 52),
        (make, x) -> x.get(0).linear(x.get(1), x.get(2)),
        floats(sizes(3), 1, 2, 3),
        weight,
        bias);
    yields(
        floats(sizes(1, 1, 1, 2), 14, 32),
        (make, x) -> x.get(0).linear(x.get(1), null),
        floats(sizes(1, 1, 1, 3), 1, 2, 3),
        weight);
  }

  @Test
  void agreesWithTheReference() {
    HostTensor weight = Laboratory.random(1, 40, 33);
    HostTensor bias = Laboratory.random(2, 40);
    for (long[] shape : new long[][] {{33}, {1, 33}, {70, 33}, {2, 3, 33}, {0, 33}}) {
      agrees(
          (make, x) -> x.get(0).linear(x.get(1), x.get(2)),
          Laboratory.random(3, shape),
          weight,
          bias);
      agrees((make, x) -> x.get(0).linear(x.get(1), null), Laboratory.random(3, shape), weight);
    }
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refuses(
        (make, x) -> x.get(0).linear(make.constant(new float[4], 2, 2), null),
        List.of(Laboratory.random(1, 2, 3)),
        "[2×3]",
        "[2×2]");
  }
}
