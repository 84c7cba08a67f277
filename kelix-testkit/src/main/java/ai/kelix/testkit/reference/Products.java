package ai.kelix.testkit.reference;

import ai.kelix.tensor.op.Product;
import java.util.Arrays;

/** Matrix products and what is done to images. */
final class Products implements Product.Cases<Operands, Values> {

  @Override
  public Values matmul(Product.Matmul op, Operands in) {
    return matmul(in.first(), in.get(1), in.sizes());
  }

  @Override
  public Values linear(Product.Linear op, Operands in) {
    Values result = linear(in.first(), in.get(1), in.sizes());
    return op.biased() ? biased(result, in.get(2)) : result;
  }

  @Override
  public Values conv2d(Product.Conv2d op, Operands in) {
    return new Convolving(in.first(), in.get(1), op.options(), in.sizes())
        .compute(op.biased() ? in.get(2) : null);
  }

  @Override
  public Values upsampleNearest2x(Product.UpsampleNearest2x op, Operands in) {
    int[] s = in.first().sizes();
    Values pixels = in.first().reshaped(s[0], s[1], s[2], 1, s[3], 1);
    return Elements.spread(pixels, s[0], s[1], s[2], 2, s[3], 2).reshaped(in.sizes());
  }

  static Values matmul(Values x, Values y, int[] sizes) {
    int m = x.sizes()[x.rank() - 2];
    int k = x.sizes()[x.rank() - 1];
    int n = y.sizes()[y.rank() - 1];
    int[] outer = Arrays.copyOf(sizes, sizes.length - 2);
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

  static Values linear(Values x, Values weight, int[] sizes) {
    int in = weight.sizes()[1];
    int out = weight.sizes()[0];
    double[] result = new double[Layout.count(sizes)];
    Arrays.setAll(result, i -> dot(x.floats(), i / out * in, weight.floats(), i % out * in, in));
    return Values.of(x.dtype(), sizes, result);
  }

  static Values biased(Values x, Values bias) {
    int width = x.sizes()[x.rank() - 1];
    double[] result = new double[x.count()];
    Arrays.setAll(result, i -> x.floats()[i] + bias.floats()[i % width]);
    return Values.of(x.dtype(), x.sizes(), result);
  }

  /** Turns element i with element i + e/2: (a, b) becomes (a·cos − b·sin, b·cos + a·sin). */
  static Values turned(Values x, Values cos, Values sin) {
    int half = x.sizes()[x.rank() - 1] / 2;
    int[] halves = Layout.with(x.sizes(), x.rank() - 1, half);
    double[] c = Elements.spread(cos, halves).floats();
    double[] s = Elements.spread(sin, halves).floats();
    double[] result = new double[x.count()];
    for (int i = 0; i < c.length; i++) {
      int first = i / half * 2 * half + i % half;
      double a = x.floats()[first];
      double b = x.floats()[first + half];
      result[first] = a * c[i] - b * s[i];
      result[first + half] = b * c[i] + a * s[i];
    }
    return Values.of(x.dtype(), x.sizes(), result);
  }
}
