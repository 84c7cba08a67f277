package ai.kelix.tensor.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Symbols;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DimPolynomialTest {
  private final Dim h = Dim.symbol("h");
  private final Dim w = Dim.symbol("w");

  @Test
  void provesDifferentExpressionsOfOneSizeEqual() {
    assertThat(DimPolynomial.equal(h.times(2).times(w), w.times(h).times(2))).isTrue();
    assertThat(DimPolynomial.equal(h.dividedBy(2).times(w).times(4), h.times(w).times(2))).isTrue();
    assertThat(DimPolynomial.equal(h.plus(3).minus(Dim.of(1)), h.plus(2))).isTrue();
    assertThat(DimPolynomial.equal(h.plus(w).times(h.minus(w)), h.times(h).minus(w.times(w))))
        .isTrue();
    assertThat(DimPolynomial.equal(h, w)).isFalse();
  }

  @Test
  void provesSizesDifferentOnlyWhenTheyAlwaysAre() {
    assertThat(DimPolynomial.differ(h, h.plus(1))).isTrue();
    assertThat(DimPolynomial.differ(Dim.of(2), Dim.of(3))).isTrue();
    assertThat(DimPolynomial.differ(h, w)).isFalse();
    assertThat(DimPolynomial.differ(h, Dim.of(3))).isFalse();
    assertThat(DimPolynomial.differ(h, h)).isFalse();
  }

  @Test
  void evaluatesExactly() {
    Map<String, Long> sizes = Map.of("h", 6L, "w", 5L);
    assertThat(
            DimPolynomial.of(h.dividedBy(2).times(w).plus(1))
                .evaluate(s -> sizes.getOrDefault(s, 0L)))
        .hasValue(16);
    assertThat(DimPolynomial.of(w.dividedBy(2)).evaluate(s -> sizes.getOrDefault(s, 0L))).isEmpty();
  }

  @Test
  void namesTheSymbolsThatOccur() {
    assertThat(DimPolynomial.of(w.times(h).plus(w).plus(1)).symbols()).containsExactly("h", "w");
    assertThat(DimPolynomial.of(h.plus(1).minus(h)).symbols()).isEmpty();
  }

  private static Symbols symbols(Dim... dims) {
    return new Symbols(
        new Program("p", List.of(Program.Input.of("x", DType.F32, dims)), (p, in) -> Map.of()));
  }

  @Test
  void readsSymbolsWhereTheyStandAloneIfPossible() {
    Symbols.Origin origin = symbols(h.times(2), h, w.times(3).plus(1)).originOf("h");
    assertThat(origin.axis()).isEqualTo(1);
    Symbols.Origin derived = symbols(h.times(2), h, w.times(3).plus(1)).originOf("w");
    assertThat(derived.axis()).isEqualTo(2);
    assertThat(derived.solve(16)).isEqualTo(5);
    assertThat(symbols(h.dividedBy(2)).originOf("h").solve(4)).isEqualTo(8);
  }

  @Test
  void refusesSymbolsThatNothingDetermines() {
    assertThatThrownBy(() -> symbols(h.times(w)).originOf("h"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'h'");
  }
}
