package ai.kelix.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.Convolution;
import ai.kelix.tensor.type.DType;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients of convolutions, whose channels leave remainders in oneDNN's blocks. */
class ConvolutionGradientTest {

  @ParameterizedTest
  @CsvSource({
    "5, 3, 1, 3, 1",
    "8, 20, 1, 3, 1",
    "12, 24, 1, 3, 2",
    "3, 17, 1, 3, 2",
    "20, 40, 1, 1, 1",
    "20, 20, 20, 3, 1",
    "24, 24, 24, 3, 1",
    "24, 24, 24, 3, 2",
    "960, 960, 960, 3, 1",
    "48, 48, 48, 5, 1",
    "48, 48, 6, 1, 1"
  })
  void agreeWithPlainSums(int from, int to, int groups, int kernel, int stride) {
    int side = 7;
    int out = (side - 1) / stride + 1;
    SplittableRandom random = new SplittableRandom(from * 31L + to);
    float[] x = numbers(random, 2 * from * side * side);
    float[] w = numbers(random, to * (from / groups) * kernel * kernel);
    float[] r = numbers(random, 2 * to * out * out);
    try (GradientBackend backend =
            (GradientBackend) new LibtorchProvider().open(BackendOptions.DEFAULTS);
        Variables variables = backend.variables();
        TensorScope scope = backend.scope(variables)) {
      variables.put("x", HostTensor.of(x, 2, from, side, side), true);
      variables.put("w", HostTensor.of(w, to, from / groups, kernel, kernel), true);
      Parameters parameters = Parameters.of(variables);
      Parameter pixels = parameters.get("x", 2, from, side, side);
      Tensor image = scope.tensors().weight(pixels, DType.F32);
      Tensor weight = image.weight(parameters.get("w", to, from / groups, kernel, kernel));
      Tensor y = image.conv2d(weight, null, new Convolution(stride, kernel / 2, groups));
      Tensor weighed = y.times(scope.upload(HostTensor.of(r, 2, to, out, out)));
      variables.backward(weighed.reshape(weighed.shape().count()).sum(0, false));
      double[][] expected = plain(x, w, r, from, to, groups, kernel, stride, side, out);
      assertClose(variables.gradient("x").floats(), expected[0]);
      assertClose(variables.gradient("w").floats(), expected[1]);
    }
  }

  private static float[] numbers(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  private static double[][] plain(
      float[] x,
      float[] w,
      float[] r,
      int from,
      int to,
      int groups,
      int kernel,
      int stride,
      int side,
      int out) {
    double[] dx = new double[x.length];
    double[] dw = new double[w.length];
    int each = from / groups;
    for (int i = 0; i < r.length; i++) {
      int column = i % out * stride - kernel / 2;
      int row = i / out % out * stride - kernel / 2;
      int channel = i / (out * out) % to;
      int first = i / (out * out * to) * from + channel / (to / groups) * each;
      for (int k = 0; k < each * kernel * kernel; k++) {
        int u = row + k / kernel % kernel;
        int v = column + k % kernel;
        if (u >= 0 && v >= 0 && u < side && v < side) {
          int at = ((first + k / (kernel * kernel)) * side + u) * side + v;
          int weight = channel * each * kernel * kernel + k;
          dx[at] += (double) r[i] * w[weight];
          dw[weight] += (double) r[i] * x[at];
        }
      }
    }
    return new double[][] {dx, dw};
  }

  private static void assertClose(float[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).as("element %d", i).isCloseTo(expected[i], within(2e-4));
    }
  }
}
