package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Root-mean-square normalisation over the innermost dimension. */
@Exercises("rmsNorm")
class RmsNormTest extends OperationTests {

  RmsNormTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void scalesToUnitMeanSquare() {
    yields(
        floats(sizes(2, 2), 0.6324555f, 12.649111f, 0.6324555f, 12.649111f),
        (make, x) -> x.get(0).rmsNorm(x.get(1), 0),
        floats(sizes(2, 2), 1, 2, 2, 4),
        floats(sizes(2), 1, 10));
  }

  @Test
  void addsEpsilonUnderTheRoot() {
    yields(
        floats(sizes(1, 2), 0.6f, 0.8f),
        (make, x) -> x.get(0).reshape(Dim.of(1), Dim.of(2)).rmsNorm(null, 12.5),
        floats(sizes(1, 2), 3, 4));
  }

  @Test
  void bearsZerosAndLargeNumbers() {
    yields(
        floats(sizes(2, 2), 0, 0, 1, 1),
        (make, x) -> x.get(0).reshape(Dim.of(2), Dim.of(2)).rmsNorm(null, 1e-6),
        floats(sizes(2, 2), 0, 0, 1e15f, 1e15f));
  }

  @Test
  void agreesWithTheReference() {
    HostTensor weight = Laboratory.random(2, 96);
    for (long[] shape : new long[][] {{96}, {5, 96}, {2, 3, 4, 96}, {0, 96}}) {
      agrees((make, x) -> x.get(0).rmsNorm(x.get(1), 1e-6), Laboratory.random(1, shape), weight);
    }
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refuses(
        (make, x) -> x.get(0).rmsNorm(make.constant(new float[2], 2), 0),
        List.of(floats(sizes(1, 3), 1, 2, 3)),
        "3",
        "2");
    refusesIntegers((make, x) -> x.get(0).rmsNorm(null, 0));
  }
}
