package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.type.Dim;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mean and variance normalisation over the innermost dimension. */
@Exercises("layerNorm")
class LayerNormTest extends OperationTests {

  LayerNormTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void centresAndScalesWithTheBiasedVariance() {
    yields(
        floats(sizes(2, 2), -1, 11, -1, 11),
        (make, x) -> x.get(0).layerNorm(x.get(1), x.get(2), 0),
        floats(sizes(2, 2), 1, 3, 2, 4),
        floats(sizes(2), 1, 10),
        floats(sizes(2), 0, 1));
  }

  @Test
  void worksWithoutWeights() {
    yields(
        floats(sizes(1, 2), -0.5f, 0.5f),
        (make, x) -> x.get(0).reshape(Dim.of(1), Dim.of(2)).layerNorm(null, null, 3),
        floats(sizes(1, 2), 1, 3));
  }

  @Test
  void agreesWithTheReference() {
    for (long[] shape : new long[][] {{48}, {5, 48}, {2, 3, 4, 48}}) {
      agrees(
          (make, x) -> x.get(0).layerNorm(x.get(1), x.get(2), 1e-5),
          Laboratory.random(1, shape),
          Laboratory.random(2, 48),
          Laboratory.random(3, 48));
    }
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refuses(
        (make, x) -> x.get(0).layerNorm(make.constant(new float[2], 2), null, 0),
        List.of(floats(sizes(1, 3), 1, 2, 3)),
        "3",
        "2");
    refusesIntegers((make, x) -> x.get(0).layerNorm(null, null, 0));
  }
}
