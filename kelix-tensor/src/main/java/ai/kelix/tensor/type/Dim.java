package ai.kelix.tensor.type;

import java.util.Map;

/**
 * One dimension of a shape: a known size, or an expression over sizes that are known only when a
 * recorded program runs.
 *
 * <p>Expressions compare structurally after simplification, so two tensors derived from one symbol
 * in the same way have equal dimensions. Division is exact: writing {@code h.dividedBy(2)} promises
 * that the size is a multiple of two.
 */
public sealed interface Dim {

  /** A size known now. */
  record Fixed(long size) implements Dim {
    /** Rejects negative sizes. */
    public Fixed {
      if (size < 0) {
        throw new IllegalArgumentException("a dimension cannot be negative, got " + size);
      }
    }

    @Override
    public String toString() {
      return Long.toString(size);
    }
  }

  /**
   * A size given by the input of a program, named for people and graphs, such as {@code height}.
   */
  record Symbol(String name) implements Dim {
    @Override
    public String toString() {
      return name;
    }
  }

  /** How two dimensions combine. */
  enum Operator {
    /** Sum. */
    PLUS("+"),
    /** Difference. */
    MINUS("-"),
    /** Product. */
    TIMES("*"),
    /** Exact quotient. */
    DIVIDED_BY("/");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    long apply(long left, long right) {
      return switch (this) {
        case PLUS -> Math.addExact(left, right);
        case MINUS -> Math.subtractExact(left, right);
        case TIMES -> Math.multiplyExact(left, right);
        case DIVIDED_BY -> divideExactly(left, right);
      };
    }

    private static long divideExactly(long left, long right) {
      if (right == 0 || left % right != 0) {
        throw new IllegalArgumentException(left + " is not a multiple of " + right);
      }
      return left / right;
    }
  }

  /** A size computed from two others. Make one with {@link #plus}, {@link #times} and so on. */
  record Derived(Operator operator, Dim left, Dim right) implements Dim {
    @Override
    public String toString() {
      return "(" + left + operator.sign + right + ")";
    }
  }

  /** Returns the dimension of a known size. */
  static Dim of(long size) {
    return new Fixed(size);
  }

  /** Returns a dimension that only a running program knows. */
  static Dim symbol(String name) {
    return new Symbol(name);
  }

  /** Tells whether the size is known now and 1, so that it broadcasts. */
  default boolean isOne() {
    return isFixed() && size() == 1;
  }

  /** Tells whether the size is known now. */
  default boolean isFixed() {
    return this instanceof Fixed;
  }

  /**
   * Returns the known size.
   *
   * @throws IllegalStateException if the dimension is symbolic
   */
  default long size() {
    if (this instanceof Fixed fixed) {
      return fixed.size();
    }
    throw new IllegalStateException("the size of " + this + " is known only when the program runs");
  }

  /** Returns the sum of both. */
  default Dim plus(Dim other) {
    return combine(Operator.PLUS, this, other);
  }

  /** Returns this size and {@code other} more. */
  default Dim plus(long other) {
    return plus(of(other));
  }

  /** Returns the difference of both. */
  default Dim minus(Dim other) {
    return combine(Operator.MINUS, this, other);
  }

  /** Returns the product of both. */
  default Dim times(Dim other) {
    return combine(Operator.TIMES, this, other);
  }

  /** Returns {@code factor} times this size. */
  default Dim times(long factor) {
    return times(of(factor));
  }

  /** Returns the exact quotient; a known size that is no multiple is refused. */
  default Dim dividedBy(long divisor) {
    return combine(Operator.DIVIDED_BY, this, of(divisor));
  }

  /**
   * Returns this dimension where the sizes of some symbols are known.
   *
   * @param sizes by the name of the symbol; others stay unknown
   */
  default Dim resolved(Map<String, Long> sizes) {
    if (this instanceof Symbol symbol) {
      Long size = sizes.get(symbol.name());
      return size == null ? this : of(size);
    }
    if (this instanceof Derived derived) {
      return combine(
          derived.operator(), derived.left().resolved(sizes), derived.right().resolved(sizes));
    }
    return this;
  }

  private static Dim combine(Operator operator, Dim left, Dim right) {
    if (left instanceof Fixed l && right instanceof Fixed r) {
      return of(operator.apply(l.size(), r.size()));
    }
    return DimSimplifier.simplify(operator, left, right);
  }
}
