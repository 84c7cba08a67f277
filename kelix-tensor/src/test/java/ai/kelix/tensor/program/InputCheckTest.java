package ai.kelix.tensor.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputCheckTest {
  private static final Dim H = Dim.symbol("h");
  private static final Dim W = Dim.symbol("w");

  /** A tensor of which only the type counts. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Blank(DType dtype, long... sizes) implements DeviceTensor {
    @Override
    public HostTensor toHost() {
      return HostTensor.allocate(dtype, sizes);
    }

    @Override
    public void set(HostTensor source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private static Program.Input floats(String name, Dim... dims) {
    return Program.Input.of(name, DType.F32, dims);
  }

  private static DeviceTensor given(long... sizes) {
    return new Blank(DType.F32, sizes);
  }

  private static InputCheck of(Program.Input... inputs) {
    return new InputCheck(new Program("p", List.of(inputs), (parameters, in) -> Map.of()));
  }

  private static void refuses(
      InputCheck check, Map<String, DeviceTensor> inputs, String... message) {
    assertThatThrownBy(() -> check.check(inputs, Blank.class))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(message);
  }

  @Test
  void returnsTheInputsInOrderAndTheSizesOfTheirSymbols() {
    DeviceTensor x = given(2, 12);
    DeviceTensor y = given(7);
    InputCheck.Checked<Blank> checked =
        of(floats("x", Dim.of(2), H.times(4)), floats("y", W.dividedBy(2).plus(1)))
            .check(Map.of("y", y, "x", x, "other", given()), Blank.class);
    assertThat(checked.tensors()).containsExactly((Blank) x, (Blank) y);
    assertThat(checked.sizes()).containsOnly(Map.entry("h", 3L), Map.entry("w", 12L));
  }

  @Test
  void refusesWhatIsNotThereOrNotItsOwn() {
    InputCheck check = of(floats("x", H));
    refuses(check, Map.of(), "input 'x' of program 'p' is missing");
    assertThatThrownBy(() -> check.check(Map.of("x", given(1)), Other.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input 'x' of program 'p' is of another backend: ")
        .hasMessageContaining("Blank");
  }

  private interface Other extends DeviceTensor {}

  @Test
  void refusesAnotherTypeRankOrKnownSize() {
    InputCheck check = of(floats("x", H, Dim.of(3)));
    refuses(
        check,
        Map.of("x", new Blank(DType.I64, 2, 3)),
        "input 'x' of program 'p': found I64[2, 3], expected F32[h×3]");
    refuses(check, Map.of("x", given(2)), "found F32[2]", "expected F32[h×3]");
    refuses(check, Map.of("x", given(2, 4)), "found F32[2, 4]", "expected F32[h×3]");
  }

  @Test
  void refusesSizesThatDoNotAgree() {
    InputCheck check = of(floats("x", H.times(2), W), floats("y", H), floats("z", W.times(H)));
    refuses(
        check,
        Map.of("x", given(4, 5), "y", given(3), "z", given(15)),
        "input 'x' of program 'p': found size 4 of dimension (h*2), which is inconsistent with",
        "h=3");
    refuses(check, Map.of("x", given(6, 5), "y", given(3), "z", given(14)), "'z'", "size 14");
    assertThat(check.check(Map.of("x", given(6, 5), "y", given(3), "z", given(15)), Blank.class))
        .extracting(InputCheck.Checked::sizes)
        .isEqualTo(Map.of("h", 3L, "w", 5L));
  }

  @Test
  void refusesSizesOfWhichNoneIsPossible() {
    refuses(of(floats("x", H.times(2))), Map.of("x", given(3)), "size 3 of dimension (h*2)");
    refuses(of(floats("x", H.plus(3))), Map.of("x", given(2)), "size 2", "h=-1");
  }

  @Test
  void comparesSizesWhoseSymbolsNothingDetermines() {
    InputCheck check = of(floats("x", H.times(W)), floats("y", W.times(H)));
    assertThat(check.check(Map.of("x", given(6), "y", given(6)), Blank.class).sizes()).isEmpty();
    refuses(check, Map.of("x", given(6), "y", given(4)), "'y'", "size 4 of dimension (w*h)");
  }
}
