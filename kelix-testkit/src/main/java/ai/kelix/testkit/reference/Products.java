package ai.kelix.testkit.reference;

import java.util.Arrays;
import java.util.Locale;

/** Matrix products. */
final class Products {

  private Products() {}

  static Values matmul(Values x, Values y) {
    if (x.rank() < 2 || y.rank() < 2 || x.sizes()[x.rank() - 1] != y.sizes()[y.rank() - 2]) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "matmul: %s and %s do not fit", x, y));
    }
    int m = x.sizes()[x.rank() - 2];
    int k = x.sizes()[x.rank() - 1];
    int n = y.sizes()[y.rank() - 1];
    int[] outer = Layout.broadcast(outer(x), outer(y), "matmul");
    int[] left = Layout.broadcastOffsets(outer(x), outer);
    int[] right = Layout.broadcastOffsets(outer(y), outer);
    double[] result = new double[left.length * m * n];
    for (int b = 0; b < left.length; b++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < k; j++) {
          double factor = x.floats()[left[b] * m * k + i * k + j];
          addScaled(result, (b * m + i) * n, y.floats(), right[b] * k * n + j * n, n, factor);
        }
      }
    }
    int[] sizes = Arrays.copyOf(outer, outer.length + 2);
    sizes[outer.length] = m;
    sizes[outer.length + 1] = n;
    return Values.of(x.dtype(), sizes, result);
  }

  private static int[] outer(Values x) {
    return Arrays.copyOf(x.sizes(), x.rank() - 2);
  }

  /** Adds {@code count} scaled numbers of {@code source} to those of {@code target}. */
  static void addScaled(
      double[] target, int targetFirst, double[] source, int sourceFirst, int count, double scale) {
    for (int i = 0; i < count; i++) {
      target[targetFirst + i] += scale * source[sourceFirst + i];
    }
  }

  static double dot(double[] x, int xFirst, double[] y, int yFirst, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x[xFirst + i] * y[yFirst + i];
    }
    return sum;
  }

  static Values linear(Values x, Values weight) {
    if (x.rank() < 1 || weight.rank() != 2 || x.sizes()[x.rank() - 1] != weight.sizes()[1]) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "linear: %s and weight %s", x, weight));
    }
    int in = weight.sizes()[1];
    int out = weight.sizes()[0];
    int[] sizes = Layout.with(x.sizes(), x.rank() - 1, out);
    double[] result = new double[Layout.count(sizes)];
    Arrays.setAll(result, i -> dot(x.floats(), i / out * in, weight.floats(), i % out * in, in));
    return Values.of(x.dtype(), sizes, result);
  }

  static Values biased(Values x, Values bias) {
    int width = x.sizes()[x.rank() - 1];
    if (!Arrays.equals(bias.sizes(), new int[] {width})) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "linear: %s and bias %s", x, bias));
    }
    double[] result = new double[x.count()];
    Arrays.setAll(result, i -> x.floats()[i] + bias.floats()[i % width]);
    return Values.of(x.dtype(), x.sizes(), result);
  }
}
