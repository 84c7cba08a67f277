package ai.kelix.tensor.type;

import java.math.BigInteger;

/**
 * A rational number in lowest terms; arithmetic that leaves 64 bits is an {@link
 * ArithmeticException}.
 *
 * @param numerator carries the sign
 * @param denominator positive
 */
public record Fraction(long numerator, long denominator) {
  /** Nothing. */
  public static final Fraction ZERO = new Fraction(0, 1);

  /** The whole. */
  public static final Fraction ONE = new Fraction(1, 1);

  /** Reduces to lowest terms. */
  public Fraction {
    if (denominator == 0) {
      throw new ArithmeticException("division of a size by zero");
    }
    BigInteger common = BigInteger.valueOf(numerator).gcd(BigInteger.valueOf(denominator));
    if (common.bitLength() >= Long.SIZE) {
      throw new ArithmeticException("a fraction of sizes overflows: " + common);
    }
    long divisor = denominator < 0 ? -common.longValue() : common.longValue();
    numerator /= divisor;
    denominator /= divisor;
  }

  static Fraction of(long value) {
    return new Fraction(value, 1);
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        Math.addExact(
            Math.multiplyExact(numerator, other.denominator),
            Math.multiplyExact(other.numerator, denominator)),
        Math.multiplyExact(denominator, other.denominator));
  }

  Fraction times(Fraction other) {
    return new Fraction(
        Math.multiplyExact(numerator, other.numerator),
        Math.multiplyExact(denominator, other.denominator));
  }

  Fraction reciprocal() {
    return new Fraction(denominator, numerator);
  }

  Fraction negated() {
    return new Fraction(Math.negateExact(numerator), denominator);
  }
}
