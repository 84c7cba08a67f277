package ai.kelix.testkit.conformance.operation;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Convolution;
import ai.kelix.testkit.conformance.Laboratory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cross-correlation of an image. */
@Exercises("conv2d")
class Conv2dTest extends OperationTests {

  Conv2dTest(Laboratory lab) {
    super(lab);
  }

  @Test
  void slidesWithStrideAndGroups() {
    HostTensor image =
        floats(sizes(1, 1, 4, 4), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    yields(
        floats(sizes(1, 1, 2, 2), 14, 22, 46, 54),
        (make, x) ->
            x.get(0)
                .conv2d(
                    make.constant(new float[] {1, 1, 1, 1}, 1, 1, 2, 2),
                    null,
                    new Convolution(2, 0, 1)),
        image);
    yields(
        floats(sizes(1, 2, 1, 1), 3, 11),
        (make, x) ->
            x.get(0)
                .conv2d(
                    make.constant(new float[] {3, 5}, 2, 1, 1, 1),
                    make.constant(new float[] {0, 1}, 2),
                    new Convolution(1, 0, 2)),
        floats(sizes(1, 2, 1, 1), 1, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 3, 1, 3, 1",
    "8, 20, 1, 3, 1",
    "3, 17, 1, 3, 2",
    "20, 40, 1, 1, 1",
    "20, 20, 20, 3, 1",
    "24, 24, 24, 3, 2",
    "48, 48, 6, 1, 1",
    "4, 6, 2, 5, 1"
  })
  void agreesWithTheReference(int from, int to, int groups, int kernel, int stride) {
    HostTensor weight = Laboratory.random(1, to, from / groups, kernel, kernel);
    HostTensor bias = Laboratory.random(2, to);
    Convolution options = new Convolution(stride, kernel / 2, groups);
    agrees(
        (make, x) ->
            x.get(0)
                .conv2d(
                    make.constant(weight.floats(), weight.sizes()),
                    make.constant(bias.floats(), to),
                    options),
        Laboratory.random(3, 2, from, 9, 6));
  }

  @RefusalTest
  void refusesWhatDoesNotFit() {
    refuses(
        (make, x) ->
            x.get(0)
                .conv2d(make.constant(new float[3], 1, 3, 1, 1), null, new Convolution(1, 0, 1)),
        List.of(Laboratory.random(1, 1, 2, 4, 4)),
        "2",
        "3");
  }
}
