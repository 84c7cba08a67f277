package ai.kelix.tensor.type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A size in normal form: a sum of products of symbols with rational factors.
 *
 * <p>Division of sizes is exact, so a quotient by a known number is a product with a fraction.
 * Equal normal forms prove sizes equal even where their expressions differ; a difference that is a
 * number other than zero proves them different.
 *
 * @param terms factor by product; a product is the sorted list of its symbols, the empty one stands
 *     for the plain number; no factor is zero
 */
public record DimPolynomial(Map<List<String>, Fraction> terms) {

  /** Returns the normal form of a size. */
  public static DimPolynomial of(Dim dim) {
    if (dim instanceof Dim.Fixed fixed) {
      return monomial(List.of(), Fraction.of(fixed.size()));
    }
    if (dim instanceof Dim.Symbol symbol) {
      return monomial(List.of(symbol.name()), Fraction.ONE);
    }
    Dim.Derived derived = (Dim.Derived) dim;
    DimPolynomial left = of(derived.left());
    DimPolynomial right = of(derived.right());
    return switch (derived.operator()) {
      case PLUS -> left.plus(right);
      case MINUS -> left.minus(right);
      case TIMES -> left.times(right);
      case DIVIDED_BY -> left.dividedBy(right, dim);
    };
  }

  /** Returns the names of the symbols that occur. */
  public Set<String> symbols() {
    Set<String> names = new TreeSet<>();
    terms.keySet().forEach(names::addAll);
    return names;
  }

  /** Tells whether both sizes are the same in every run. */
  public static boolean equal(Dim left, Dim right) {
    return left.equals(right)
        || (!(left.isFixed() && right.isFixed()) && of(left).equals(of(right)));
  }

  /** Tells whether both shapes are the same in every run. */
  public static boolean equal(Shape left, Shape right) {
    if (left.rank() != right.rank()) {
      return false;
    }
    for (int i = 0; i < left.rank(); i++) {
      if (!equal(left.dim(i), right.dim(i))) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether the sizes differ in every run. */
  public static boolean differ(Dim left, Dim right) {
    if (left.isFixed() && right.isFixed()) {
      return left.size() != right.size();
    }
    DimPolynomial difference = of(left).minus(of(right));
    return !difference.terms.isEmpty() && difference.constant() != null;
  }

  DimPolynomial minus(DimPolynomial other) {
    return plus(other.times(monomial(List.of(), Fraction.of(-1))));
  }

  /**
   * Evaluates.
   *
   * @param symbols value by name
   * @return the size, or empty if it is no whole number
   */
  public OptionalLong evaluate(ToLongFunction<String> symbols) {
    Fraction sum = Fraction.ZERO;
    for (Map.Entry<List<String>, Fraction> term : terms.entrySet()) {
      Fraction product = term.getValue();
      for (String symbol : term.getKey()) {
        product = product.times(Fraction.of(symbols.applyAsLong(symbol)));
      }
      sum = sum.plus(product);
    }
    return sum.denominator() == 1 ? OptionalLong.of(sum.numerator()) : OptionalLong.empty();
  }

  /** Returns the plain number that this is, or null if a symbol occurs. */
  @Nullable Fraction constant() {
    if (terms.isEmpty()) {
      return Fraction.ZERO;
    }
    return terms.size() == 1 ? terms.get(List.of()) : null;
  }

  private DimPolynomial plus(DimPolynomial other) {
    Map<List<String>, Fraction> sum = new HashMap<>(terms);
    other.terms.forEach((product, factor) -> sum.merge(product, factor, Fraction::plus));
    return withoutZeros(sum);
  }

  private DimPolynomial times(DimPolynomial other) {
    Map<List<String>, Fraction> result = new HashMap<>();
    terms.forEach(
        (left, a) ->
            other.terms.forEach(
                (right, b) -> result.merge(product(left, right), a.times(b), Fraction::plus)));
    return withoutZeros(result);
  }

  private DimPolynomial dividedBy(DimPolynomial divisor, Dim whole) {
    Fraction number = divisor.constant();
    if (number == null) {
      throw new IllegalArgumentException("a size can be divided by a known number only: " + whole);
    }
    return times(monomial(List.of(), number.reciprocal()));
  }

  private static List<String> product(List<String> left, List<String> right) {
    List<String> symbols = new ArrayList<>(left);
    symbols.addAll(right);
    symbols.sort(null);
    return List.copyOf(symbols);
  }

  private static DimPolynomial monomial(List<String> symbols, Fraction factor) {
    return withoutZeros(Map.of(symbols, factor));
  }

  private static DimPolynomial withoutZeros(Map<List<String>, Fraction> terms) {
    Map<List<String>, Fraction> kept = new HashMap<>(terms);
    kept.values().removeIf(Fraction.ZERO::equals);
    return new DimPolynomial(kept);
  }
}
