package ai.kelix.testkit.reference;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** The operations element by element. */
abstract class ElementwiseTensor implements Tensor {

  /** Returns the numbers. */
  abstract Values values();

  /** Returns a tensor of the same run. */
  abstract ReferenceTensor make(Values result);

  /** Returns the numbers of an operand, which must be of this backend. */
  static Values own(Tensor tensor) {
    if (tensor instanceof ElementwiseTensor own) {
      return own.values();
    }
    throw new IllegalArgumentException(
        "a tensor of another backend: " + tensor.getClass().getName());
  }

  final Values requireFloating(String operation) {
    if (!values().isFloating()) {
      throw new IllegalArgumentException(operation + " computes with floats, found " + values());
    }
    return values();
  }

  final Values requireNumbers(String operation) {
    if (!values().isFloating() && values().dtype() != DType.I64) {
      throw new IllegalArgumentException(
          operation + " computes with floats and I64, found " + values());
    }
    return values();
  }

  /** Checks that an operand has the same type. */
  final Values sameType(String operation, Tensor tensor) {
    Values other = own(tensor);
    if (other.dtype() != values().dtype()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s: %s and %s have different types", operation, values(), other));
    }
    return other;
  }

  final Tensor floats(String operation, DoubleUnaryOperator function) {
    Values x = requireFloating(operation);
    double[] result = new double[x.count()];
    Arrays.setAll(result, i -> function.applyAsDouble(x.floats()[i]));
    return make(Values.of(x.dtype(), x.sizes(), result));
  }

  private Tensor numbers(
      String operation, DoubleUnaryOperator function, LongUnaryOperator integerFunction) {
    Values x = requireNumbers(operation);
    if (x.isFloating()) {
      return floats(operation, function);
    }
    long[] result = new long[x.count()];
    Arrays.setAll(result, i -> integerFunction.applyAsLong(x.integers()[i]));
    return make(Values.of(x.dtype(), x.sizes(), result));
  }

  private Tensor numbers(
      String operation,
      Tensor tensor,
      DoubleBinaryOperator function,
      LongBinaryOperator integerFunction) {
    Values x = requireNumbers(operation);
    Values y = sameType(operation, tensor);
    int[] sizes = Layout.broadcast(x.sizes(), y.sizes(), operation);
    Values left = spread(x, sizes);
    Values right = spread(y, sizes);
    if (x.isFloating()) {
      double[] result = new double[left.count()];
      Arrays.setAll(result, i -> function.applyAsDouble(left.floats()[i], right.floats()[i]));
      return make(Values.of(x.dtype(), sizes, result));
    }
    return make(Values.of(DType.I64, sizes, combined(left, right, integerFunction)));
  }

  static Values spread(Values x, int[] sizes) {
    return Arrays.equals(x.sizes(), sizes)
        ? x
        : x.take(Layout.broadcastOffsets(x.sizes(), sizes), sizes);
  }

  private static long[] combined(Values left, Values right, LongBinaryOperator function) {
    long[] result = new long[left.count()];
    Arrays.setAll(result, i -> function.applyAsLong(left.integers()[i], right.integers()[i]));
    return result;
  }

  /** How a comparison of two elements decides. */
  private interface Decision {
    boolean holds(int comparison);
  }

  private Tensor compare(String operation, Tensor tensor, Decision decision) {
    Values x = values();
    Values y = sameType(operation, tensor);
    int[] sizes = Layout.broadcast(x.sizes(), y.sizes(), operation);
    Values left = spread(x, sizes);
    Values right = spread(y, sizes);
    long[] result = new long[left.count()];
    // Adding zero makes both zeros equal, as Double.compare would not.
    Arrays.setAll(
        result,
        i -> {
          int comparison =
              x.isFloating()
                  ? Double.compare(left.floats()[i] + 0.0, right.floats()[i] + 0.0)
                  : Long.compare(left.integers()[i], right.integers()[i]);
          return decision.holds(comparison) ? 1 : 0;
        });
    return make(Values.of(DType.BOOL, sizes, result));
  }

  private static long whole(String operation, double number) {
    if (number != Math.rint(number)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s: integers take whole numbers only, found %s", operation, number));
    }
    return (long) number;
  }

  private Values requireTruth(String operation, Values x) {
    if (x.dtype() != DType.BOOL) {
      throw new IllegalArgumentException(operation + " wants BOOL, found " + x);
    }
    return x;
  }

  @Override
  public Tensor plus(Tensor other) {
    return numbers("plus", other, Double::sum, Long::sum);
  }

  @Override
  public Tensor plus(double number) {
    return numbers("plus", x -> x + number, x -> x + whole("plus", number));
  }

  @Override
  public Tensor minus(Tensor other) {
    return numbers("minus", other, (x, y) -> x - y, (x, y) -> x - y);
  }

  @Override
  public Tensor times(Tensor other) {
    return numbers("times", other, (x, y) -> x * y, (x, y) -> x * y);
  }

  @Override
  public Tensor times(double number) {
    return numbers("times", x -> x * number, x -> x * whole("times", number));
  }

  @Override
  public Tensor dividedBy(Tensor other) {
    return numbers("dividedBy", other, (x, y) -> x / y, (x, y) -> x / y);
  }

  @Override
  public Tensor maximum(Tensor other) {
    return numbers("maximum", other, Math::max, Math::max);
  }

  @Override
  public Tensor minimum(Tensor other) {
    return numbers("minimum", other, Math::min, Math::min);
  }

  @Override
  public Tensor clamp(double min, double max) {
    return numbers(
        "clamp",
        x -> Math.min(Math.max(x, min), max),
        x -> Math.min(Math.max(x, (long) Math.ceil(min)), (long) Math.floor(max)));
  }

  @Override
  public Tensor negated() {
    return numbers("negated", x -> -x, x -> -x);
  }

  @Override
  public Tensor square() {
    return numbers("square", x -> x * x, x -> x * x);
  }

  @Override
  public Tensor abs() {
    return numbers("abs", Math::abs, Math::abs);
  }

  @Override
  public Tensor sqrt() {
    return floats("sqrt", Math::sqrt);
  }

  @Override
  public Tensor exp() {
    return floats("exp", Math::exp);
  }

  @Override
  public Tensor log() {
    return floats("log", Math::log);
  }

  @Override
  public Tensor sin() {
    return floats("sin", Math::sin);
  }

  @Override
  public Tensor cos() {
    return floats("cos", Math::cos);
  }

  @Override
  public Tensor floor() {
    return floats("floor", Math::floor);
  }

  @Override
  public Tensor round() {
    return floats("round", Math::rint);
  }

  @Override
  public Tensor tanh() {
    return floats("tanh", Math::tanh);
  }

  @Override
  public Tensor sigmoid() {
    return floats("sigmoid", Activation::sigmoid);
  }

  @Override
  public Tensor silu() {
    return floats("silu", x -> x * Activation.sigmoid(x));
  }

  @Override
  public Tensor gelu() {
    return floats("gelu", Activation::gelu);
  }

  @Override
  public Tensor geluTanh() {
    return floats("geluTanh", Activation::geluTanh);
  }

  @Override
  public Tensor relu() {
    return floats("relu", x -> Math.max(x, 0));
  }

  @Override
  public Tensor equalTo(Tensor other) {
    return compare("equalTo", other, comparison -> comparison == 0);
  }

  @Override
  public Tensor lessThan(Tensor other) {
    requireNumbers("lessThan");
    return compare("lessThan", other, comparison -> comparison < 0);
  }

  @Override
  public Tensor atLeast(Tensor other) {
    requireNumbers("atLeast");
    return compare("atLeast", other, comparison -> comparison >= 0);
  }

  @Override
  public Tensor and(Tensor other) {
    Values x = requireTruth("and", values());
    Values y = requireTruth("and", own(other));
    int[] sizes = Layout.broadcast(x.sizes(), y.sizes(), "and");
    long[] result = combined(spread(x, sizes), spread(y, sizes), (a, b) -> a & b);
    return make(Values.of(DType.BOOL, sizes, result));
  }

  @Override
  public Tensor not() {
    Values x = requireTruth("not", values());
    long[] result = Arrays.stream(x.integers()).map(truth -> 1 - truth).toArray();
    return make(Values.of(DType.BOOL, x.sizes(), result));
  }
}
