package ai.kelix.testkit.reference;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The operations that work along one axis. */
abstract class AxisTensor extends ElementwiseTensor {

  /** The elements of one line along the axis, and what becomes of them. */
  private interface FloatLine {
    void compute(double[] line);
  }

  private interface LongLine {
    void compute(long[] line);
  }

  /** Runs a computation over each line along an axis; the result has the same shape. */
  private Values lines(Values x, int axis, FloatLine floats, LongLine integers) {
    int length = x.sizes()[axis];
    int inner = Layout.count(Arrays.copyOfRange(x.sizes(), axis + 1, x.rank()));
    Values result = x.copy();
    for (int start = 0; start < x.count(); start += length * inner) {
      for (int i = 0; i < inner; i++) {
        compute(result, start + i, length, inner, floats, integers);
      }
    }
    return x.isFloating() ? Values.of(x.dtype(), x.sizes(), result.floats()) : result;
  }

  private static void compute(
      Values all, int first, int length, int step, FloatLine floats, LongLine integers) {
    if (all.isFloating()) {
      double[] line = new double[length];
      Arrays.setAll(line, k -> all.floats()[first + k * step]);
      floats.compute(line);
      for (int k = 0; k < length; k++) {
        all.floats()[first + k * step] = line[k];
      }
    } else {
      long[] line = new long[length];
      Arrays.setAll(line, k -> all.integers()[first + k * step]);
      integers.compute(line);
      for (int k = 0; k < length; k++) {
        all.integers()[first + k * step] = line[k];
      }
    }
  }

  /** What one line along the axis comes to. */
  private interface Reduction {
    Number of(double[] floats, long[] integers);
  }

  private Tensor reduce(
      String operation, int axis, boolean keepDim, DType type, Reduction reduction) {
    Values x = requireNumbers(operation);
    int counted = Layout.axis(axis, x.rank(), operation);
    int length = x.sizes()[counted];
    int[] kept = Layout.with(x.sizes(), counted, 1);
    int[] strides = Layout.strides(x.sizes());
    int[] firsts = Layout.offsets(kept, strides, 0);
    Number[] results = new Number[firsts.length];
    for (int i = 0; i < firsts.length; i++) {
      int[] line = Layout.offsets(new int[] {length}, new int[] {strides[counted]}, firsts[i]);
      Values elements = x.take(line, new int[] {length});
      results[i] = reduction.of(elements.floats(), elements.integers());
    }
    int[] sizes = keepDim ? kept : Layout.without(x.sizes(), counted);
    return make(
        type.isFloating()
            ? Values.of(
                type, sizes, Arrays.stream(results).mapToDouble(Number::doubleValue).toArray())
            : Values.of(
                type, sizes, Arrays.stream(results).mapToLong(Number::longValue).toArray()));
  }

  private void requireElements(String operation, int axis) {
    if (values().sizes()[Layout.axis(axis, values().rank(), operation)] == 0) {
      throw new IllegalArgumentException(operation + " of no elements: " + values());
    }
  }

  @Override
  public Tensor sum(int axis, boolean keepDim) {
    boolean floating = values().isFloating();
    return reduce(
        "sum",
        axis,
        keepDim,
        dtype(),
        (f, n) -> {
          if (floating) {
            return Arrays.stream(f).sum();
          }
          return Arrays.stream(n).sum();
        });
  }

  @Override
  public Tensor mean(int axis, boolean keepDim) {
    requireFloating("mean");
    return reduce("mean", axis, keepDim, dtype(), (f, n) -> Arrays.stream(f).sum() / f.length);
  }

  @Override
  public Tensor max(int axis, boolean keepDim) {
    requireElements("max", axis);
    boolean floating = values().isFloating();
    return reduce(
        "max",
        axis,
        keepDim,
        dtype(),
        (f, n) -> {
          if (floating) {
            return Arrays.stream(f).max().getAsDouble();
          }
          return Arrays.stream(n).max().getAsLong();
        });
  }

  @Override
  public Tensor argmax(int axis, boolean keepDim) {
    requireElements("argmax", axis);
    return reduce("argmax", axis, keepDim, DType.I64, AxisTensor::firstLargest);
  }

  @Override
  public Tensor argmin(int axis, boolean keepDim) {
    requireElements("argmin", axis);
    return ((AxisTensor) negated())
        .reduce("argmin", axis, keepDim, DType.I64, AxisTensor::firstLargest);
  }

  private static int firstLargest(double[] floats, long[] integers) {
    int best = 0;
    for (int i = 1; i < floats.length + integers.length; i++) {
      boolean larger = floats.length > 0 ? floats[i] > floats[best] : integers[i] > integers[best];
      best = larger ? i : best;
    }
    return best;
  }

  /** Returns the positions by value, the largest first and equals in their order. */
  private static int[] descending(double[] floats, long[] integers) {
    Comparator<Integer> byFloat = Comparator.comparingDouble(i -> -(floats[i] + 0.0));
    Comparator<Integer> byInteger = (i, j) -> Long.compare(integers[j], integers[i]);
    return IntStream.range(0, floats.length + integers.length)
        .boxed()
        .sorted(floats.length > 0 ? byFloat : byInteger)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Override
  public Tensor cumulativeSum(int axis) {
    Values x = requireNumbers("cumulativeSum");
    int counted = Layout.axis(axis, x.rank(), "cumulativeSum");
    return make(
        lines(
            x,
            counted,
            line -> Arrays.parallelPrefix(line, Double::sum),
            line -> Arrays.parallelPrefix(line, Long::sum)));
  }

  @Override
  public Sorted sortDescending() {
    Values x = requireNumbers("sortDescending");
    int last = Layout.axis(-1, x.rank(), "sortDescending");
    int length = x.sizes()[last];
    long[] indices = new long[x.count()];
    int[] offsets = new int[x.count()];
    for (int start = 0; start < x.count(); start += length) {
      int[] line = IntStream.range(start, start + length).toArray();
      Values elements = x.take(line, new int[] {length});
      int[] order = descending(elements.floats(), elements.integers());
      for (int k = 0; k < length; k++) {
        indices[start + k] = order[k];
        offsets[start + k] = start + order[k];
      }
    }
    return new Sorted(
        make(x.take(offsets, x.sizes())), make(Values.of(DType.I64, x.sizes(), indices)));
  }

  @Override
  public Tensor softmax(int axis) {
    return alongFloats("softmax", axis, AxisTensor::softmax);
  }

  @Override
  public Tensor logSoftmax(int axis) {
    return alongFloats(
        "logSoftmax",
        axis,
        line -> {
          double largest = Arrays.stream(line).max().orElse(0);
          double sum = Arrays.stream(line).map(x -> Math.exp(x - largest)).sum();
          Arrays.setAll(line, k -> line[k] - largest - Math.log(sum));
        });
  }

  static void softmax(double[] line) {
    double largest = Arrays.stream(line).max().orElse(0);
    Arrays.setAll(line, k -> Math.exp(line[k] - largest));
    double sum = Arrays.stream(line).sum();
    Arrays.setAll(line, k -> line[k] / sum);
  }

  private Tensor alongFloats(String operation, int axis, FloatLine computation) {
    Values x = requireFloating(operation);
    int counted = Layout.axis(axis, x.rank(), operation);
    return make(lines(x, counted, computation, line -> {}));
  }

  @Override
  public Tensor rmsNorm(@Nullable Tensor weight, double eps) {
    double[] factors = innermost("rmsNorm", weight, 1);
    return alongFloats(
        "rmsNorm",
        -1,
        line -> {
          double meanSquare = Arrays.stream(line).map(x -> x * x).sum() / line.length;
          double root = Math.sqrt(meanSquare + eps);
          Arrays.setAll(line, k -> line[k] / root * factors[k]);
        });
  }

  @Override
  public Tensor layerNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    double[] factors = innermost("layerNorm", weight, 1);
    double[] summands = innermost("layerNorm", bias, 0);
    return alongFloats(
        "layerNorm",
        -1,
        line -> {
          double mean = Arrays.stream(line).sum() / line.length;
          double variance =
              Arrays.stream(line).map(x -> (x - mean) * (x - mean)).sum() / line.length;
          double root = Math.sqrt(variance + eps);
          Arrays.setAll(line, k -> (line[k] - mean) / root * factors[k] + summands[k]);
        });
  }

  /** Returns one number per element of the innermost dimension. */
  private double[] innermost(String operation, @Nullable Tensor tensor, double absent) {
    Values x = requireFloating(operation);
    int width = x.sizes()[Layout.axis(-1, x.rank(), operation)];
    if (tensor == null) {
      double[] same = new double[width];
      Arrays.fill(same, absent);
      return same;
    }
    Values numbers = sameType(operation, tensor);
    if (!Arrays.equals(numbers.sizes(), new int[] {width})) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s of %s wants [%d], found %s", operation, x, width, numbers));
    }
    return numbers.floats();
  }
}
