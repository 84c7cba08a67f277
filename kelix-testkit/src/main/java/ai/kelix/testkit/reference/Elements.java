package ai.kelix.testkit.reference;

import ai.kelix.tensor.op.Binary;
import ai.kelix.tensor.op.Elementwise;
import ai.kelix.tensor.op.Unary;
import ai.kelix.tensor.type.DType;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** The operations element by element. */
final class Elements implements Elementwise.Cases<Operands, Values> {

  static Values unary(Unary op, Values x) {
    return switch (op) {
      case NEGATED -> numbers(x, v -> -v, v -> -v);
      case SQUARE -> numbers(x, v -> v * v, v -> v * v);
      case ABS -> numbers(x, Math::abs, Math::abs);
      case SQRT -> floats(x, Math::sqrt);
      case EXP -> floats(x, Math::exp);
      case LOG -> floats(x, Math::log);
      case SIN -> floats(x, Math::sin);
      case COS -> floats(x, Math::cos);
      case FLOOR -> floats(x, Math::floor);
      case ROUND -> floats(x, Math::rint);
      case TANH -> floats(x, Math::tanh);
      case SIGMOID -> floats(x, Activation::sigmoid);
      case SILU -> floats(x, Activation::silu);
      case GELU -> floats(x, Activation::gelu);
      case GELU_TANH -> floats(x, Activation::geluTanh);
      case RELU -> floats(x, v -> Math.max(v, 0));
      case NOT -> Values.of(DType.BOOL, x.sizes(), integers(x, truth -> 1 - truth));
    };
  }

  static Values binary(Binary op, Values x, Values y, int[] sizes) {
    Values left = spread(x, sizes);
    Values right = spread(y, sizes);
    return switch (op) {
      case PLUS -> numbers(left, right, Double::sum, Long::sum);
      case MINUS -> numbers(left, right, (a, b) -> a - b, (a, b) -> a - b);
      case TIMES -> numbers(left, right, (a, b) -> a * b, (a, b) -> a * b);
      case DIVIDED_BY -> numbers(left, right, (a, b) -> a / b, (a, b) -> a / b);
      case MAXIMUM -> numbers(left, right, Math::max, Math::max);
      case MINIMUM -> numbers(left, right, Math::min, Math::min);
      case EQUAL_TO -> compared(left, right, comparison -> comparison == 0);
      case LESS_THAN -> compared(left, right, comparison -> comparison < 0);
      case AT_LEAST -> compared(left, right, comparison -> comparison >= 0);
      case AND -> Values.of(DType.BOOL, sizes, combined(left, right, (a, b) -> a & b));
    };
  }

  @Override
  public Values plusNumber(Elementwise.PlusNumber op, Operands in) {
    return numbers(in.first(), v -> v + op.number(), v -> v + (long) op.number());
  }

  @Override
  public Values timesNumber(Elementwise.TimesNumber op, Operands in) {
    return numbers(in.first(), v -> v * op.number(), v -> v * (long) op.number());
  }

  @Override
  public Values clamp(Elementwise.Clamp op, Operands in) {
    return numbers(
        in.first(),
        v -> Math.min(Math.max(v, op.min()), op.max()),
        v -> Math.min(Math.max(v, (long) Math.ceil(op.min())), (long) Math.floor(op.max())));
  }

  @Override
  public Values to(Elementwise.To op, Operands in) {
    return in.first().to(op.dtype());
  }

  @Override
  public Values where(Elementwise.Where op, Operands in) {
    return chosen(in.first(), in.get(1), in.get(2), in.sizes());
  }

  @Override
  public Values swiGlu(Elementwise.SwiGlu op, Operands in) {
    return numbers(
        spread(in.first(), in.sizes()),
        spread(in.get(1), in.sizes()),
        (gate, value) -> Activation.silu(gate) * value,
        (gate, value) -> 0);
  }

  private static Values floats(Values x, DoubleUnaryOperator function) {
    double[] result = new double[x.count()];
    Arrays.setAll(result, i -> function.applyAsDouble(x.floats()[i]));
    return Values.of(x.dtype(), x.sizes(), result);
  }

  private static long[] integers(Values x, LongUnaryOperator function) {
    long[] result = new long[x.count()];
    Arrays.setAll(result, i -> function.applyAsLong(x.integers()[i]));
    return result;
  }

  private static Values numbers(
      Values x, DoubleUnaryOperator function, LongUnaryOperator integerFunction) {
    return x.isFloating()
        ? floats(x, function)
        : Values.of(x.dtype(), x.sizes(), integers(x, integerFunction));
  }

  private static Values numbers(
      Values left, Values right, DoubleBinaryOperator function, LongBinaryOperator integers) {
    if (!left.isFloating()) {
      return Values.of(left.dtype(), left.sizes(), combined(left, right, integers));
    }
    double[] result = new double[left.count()];
    Arrays.setAll(result, i -> function.applyAsDouble(left.floats()[i], right.floats()[i]));
    return Values.of(left.dtype(), left.sizes(), result);
  }

  private static long[] combined(Values left, Values right, LongBinaryOperator function) {
    long[] result = new long[left.count()];
    Arrays.setAll(result, i -> function.applyAsLong(left.integers()[i], right.integers()[i]));
    return result;
  }

  /** Compares; adding zero makes both zeros equal, as Double.compare would not. */
  private static Values compared(Values left, Values right, IntPredicate decision) {
    long[] result = new long[left.count()];
    Arrays.setAll(
        result,
        i -> {
          int comparison =
              left.isFloating()
                  ? Double.compare(left.floats()[i] + 0.0, right.floats()[i] + 0.0)
                  : Long.compare(left.integers()[i], right.integers()[i]);
          return decision.test(comparison) ? 1 : 0;
        });
    return Values.of(DType.BOOL, left.sizes(), result);
  }

  private static Values chosen(Values x, Values condition, Values other, int[] sizes) {
    Values holds = spread(condition, sizes);
    Values left = spread(x, sizes);
    int count = left.count();
    Values both =
        Moving.joined(List.of(left.reshaped(count), spread(other, sizes).reshaped(count)), 0);
    int[] offsets = new int[count];
    Arrays.setAll(offsets, i -> holds.integers()[i] == 1 ? i : count + i);
    return both.take(offsets, sizes);
  }

  /** Repeats elements up to sizes to which they broadcast. */
  static Values spread(Values x, int... sizes) {
    return Arrays.equals(x.sizes(), sizes)
        ? x
        : x.take(Layout.broadcastOffsets(x.sizes(), sizes), sizes);
  }
}
