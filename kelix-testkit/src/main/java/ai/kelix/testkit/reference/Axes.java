package ai.kelix.testkit.reference;

import ai.kelix.tensor.op.Reduction;
import ai.kelix.tensor.type.DType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The operations that work along one axis. */
final class Axes implements Reduction.Cases<Values, List<Values>> {

  @Override
  public List<Values> reduce(Reduction.Reduce op, Values x) {
    return List.of(reduced(op, x));
  }

  @Override
  public List<Values> softmax(Reduction.Softmax op, Values x) {
    return List.of(floatLines(x, op.axis(), Axes::softmax));
  }

  @Override
  public List<Values> logSoftmax(Reduction.LogSoftmax op, Values x) {
    return List.of(floatLines(x, op.axis(), Axes::logSoftmax));
  }

  @Override
  public List<Values> cumulativeSum(Reduction.CumulativeSum op, Values x) {
    return List.of(accumulated(x, op.axis()));
  }

  @Override
  public List<Values> sortDescending(Reduction.SortDescending op, Values x) {
    return best(x, x.sizes()[x.rank() - 1]);
  }

  @Override
  public List<Values> topK(Reduction.TopK op, Values x) {
    return best(x, Math.toIntExact(op.count()));
  }

  /** Runs a computation over each line of floats along an axis. */
  static Values floatLines(Values x, int axis, Consumer<double[]> computation) {
    double[] result = x.floats().clone();
    for (int[] places : lines(x, axis)) {
      double[] line = Arrays.stream(places).mapToDouble(place -> result[place]).toArray();
      computation.accept(line);
      for (int k = 0; k < line.length; k++) {
        result[places[k]] = line[k];
      }
    }
    return Values.of(x.dtype(), x.sizes(), result);
  }

  /** Returns where the elements of each line along an axis lie, line by line. */
  private static int[][] lines(Values x, int axis) {
    int[] strides = Layout.strides(x.sizes());
    int[] firsts = Layout.offsets(Layout.with(x.sizes(), axis, 1), strides, 0);
    int length = x.sizes()[axis];
    int[][] lines = new int[length == 0 ? 0 : firsts.length][];
    Arrays.setAll(
        lines, i -> Layout.offsets(new int[] {length}, new int[] {strides[axis]}, firsts[i]));
    return lines;
  }

  private static Values reduced(Reduction.Reduce op, Values x) {
    int axis = op.axis();
    int[] kept = Layout.with(x.sizes(), axis, 1);
    int[] sizes = op.keepDim() ? kept : Layout.without(x.sizes(), axis);
    int[] strides = Layout.strides(x.sizes());
    int[] firsts = Layout.offsets(kept, strides, 0);
    int length = x.sizes()[axis];
    Values[] lines = new Values[firsts.length];
    Arrays.setAll(
        lines,
        i ->
            x.take(
                Layout.offsets(new int[] {length}, new int[] {strides[axis]}, firsts[i]),
                new int[] {length}));
    boolean index = op.kind() == Reduction.Kind.ARGMAX || op.kind() == Reduction.Kind.ARGMIN;
    if (x.isFloating() && !index) {
      double[] floats = Arrays.stream(lines).mapToDouble(line -> floatOf(op, line)).toArray();
      return Values.of(x.dtype(), sizes, floats);
    }
    long[] integers = Arrays.stream(lines).mapToLong(line -> integerOf(op, line)).toArray();
    return Values.of(index ? DType.I64 : x.dtype(), sizes, integers);
  }

  private static double floatOf(Reduction.Reduce op, Values line) {
    return switch (op.kind()) {
      case SUM -> Arrays.stream(line.floats()).sum();
      case MEAN -> Arrays.stream(line.floats()).sum() / line.count();
      case MAX -> Arrays.stream(line.floats()).max().orElseThrow();
      case ARGMAX, ARGMIN -> integerOf(op, line);
    };
  }

  private static long integerOf(Reduction.Reduce op, Values line) {
    return switch (op.kind()) {
      case SUM -> Arrays.stream(line.integers()).sum();
      case MEAN -> throw new IllegalArgumentException("integers have no mean");
      case MAX -> Arrays.stream(line.integers()).max().orElseThrow();
      case ARGMAX -> first(line, 1);
      case ARGMIN -> first(line, -1);
    };
  }

  /** Returns where the largest element is, or with sign −1 the smallest. */
  private static int first(Values line, int sign) {
    int best = 0;
    for (int i = 1; i < line.count(); i++) {
      int comparison =
          line.isFloating()
              ? Double.compare(line.floats()[i] + 0.0, line.floats()[best] + 0.0)
              : Long.compare(line.integers()[i], line.integers()[best]);
      best = sign * comparison > 0 ? i : best;
    }
    return best;
  }

  private static Values accumulated(Values x, int axis) {
    if (x.isFloating()) {
      return floatLines(x, axis, line -> Arrays.parallelPrefix(line, Double::sum));
    }
    long[] result = x.integers().clone();
    for (int[] places : lines(x, axis)) {
      for (int k = 1; k < places.length; k++) {
        result[places[k]] += result[places[k - 1]];
      }
    }
    return Values.of(x.dtype(), x.sizes(), result);
  }

  /** Returns the largest elements of each innermost line and where they were. */
  private static List<Values> best(Values x, int count) {
    int length = x.sizes()[x.rank() - 1];
    int[] sizes = Layout.with(x.sizes(), x.rank() - 1, count);
    int[] offsets = new int[Layout.count(sizes)];
    long[] indices = new long[offsets.length];
    for (int line = 0; count > 0 && line < offsets.length / count; line++) {
      int first = line * length;
      int[] order = descending(x, first, length);
      for (int k = 0; k < count; k++) {
        offsets[line * count + k] = first + order[k];
        indices[line * count + k] = order[k];
      }
    }
    return List.of(x.take(offsets, sizes), Values.of(DType.I64, sizes, indices));
  }

  /** Returns the positions by value, the largest first and equals in their order. */
  private static int[] descending(Values x, int first, int length) {
    Comparator<Integer> byFloat = Comparator.comparingDouble(i -> -(x.floats()[first + i] + 0.0));
    Comparator<Integer> byInteger =
        (i, j) -> Long.compare(x.integers()[first + j], x.integers()[first + i]);
    return IntStream.range(0, length)
        .boxed()
        .sorted(x.isFloating() ? byFloat : byInteger)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  static void softmax(double[] line) {
    double largest = Arrays.stream(line).max().orElse(0);
    Arrays.setAll(line, k -> Math.exp(line[k] - largest));
    double sum = Arrays.stream(line).sum();
    Arrays.setAll(line, k -> line[k] / sum);
  }

  private static void logSoftmax(double[] line) {
    double largest = Arrays.stream(line).max().orElse(0);
    double sum = Arrays.stream(line).map(x -> Math.exp(x - largest)).sum();
    Arrays.setAll(line, k -> line[k] - largest - Math.log(sum));
  }
}
