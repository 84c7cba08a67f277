package ai.kelix.tensor.program;

import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.DimPolynomial;
import ai.kelix.tensor.type.Fraction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which input of a program each symbol takes its size.
 *
 * <p>A symbol is read where it stands alone, or else where a dimension is {@code factor·symbol +
 * offset}.
 */
public final class Symbols {
  private final Program program;
  private final Map<String, Origin> origins = new LinkedHashMap<>();

  /**
   * Where a symbol is read.
   *
   * @param input index of the input
   * @param axis its axis
   * @param factor of the symbol in that dimension
   * @param offset added to it
   */
  public record Origin(int input, int axis, Fraction factor, long offset) {

    /**
     * Returns the symbol's size.
     *
     * @param size of the dimension in which it stands
     */
    public long solve(long size) {
      return (size - offset) * factor.denominator() / factor.numerator();
    }

    boolean standsAlone() {
      return factor.equals(Fraction.ONE) && offset == 0;
    }
  }

  /** Finds the origins of all symbols in the inputs' shapes. */
  public Symbols(Program program) {
    this.program = program;
    for (int i = 0; i < program.inputs().size(); i++) {
      List<Dim> dims = program.inputs().get(i).shape().dims();
      for (int axis = 0; axis < dims.size(); axis++) {
        if (!dims.get(axis).isFixed()) {
          learn(dims.get(axis), i, axis);
        }
      }
    }
  }

  /** Returns the symbols that an input's shape determines. */
  public Set<String> names() {
    return Collections.unmodifiableSet(origins.keySet());
  }

  /**
   * Returns where a symbol is read.
   *
   * @throws IllegalArgumentException if no input's shape determines it
   */
  public Origin originOf(String symbol) {
    Origin origin = origins.get(symbol);
    if (origin == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the size '%s' in program '%s' follows from no input's shape; known are %s",
              symbol,
              program.name(),
              origins.keySet()));
    }
    return origin;
  }

  private void learn(Dim dim, int input, int axis) {
    String symbol = null;
    Fraction factor = Fraction.ONE;
    long offset = 0;
    for (Map.Entry<List<String>, Fraction> term : DimPolynomial.of(dim).terms().entrySet()) {
      if (term.getKey().isEmpty() && term.getValue().denominator() == 1) {
        offset = term.getValue().numerator();
      } else if (term.getKey().size() == 1 && symbol == null) {
        symbol = term.getKey().get(0);
        factor = term.getValue();
      } else {
        return;
      }
    }
    keepSimpler(symbol, new Origin(input, axis, factor, offset));
  }

  private void keepSimpler(@Nullable String symbol, Origin found) {
    if (symbol == null) {
      return;
    }
    Origin known = origins.get(symbol);
    if (known == null || (found.standsAlone() && !known.standsAlone())) {
      origins.put(symbol, found);
    }
  }
}
