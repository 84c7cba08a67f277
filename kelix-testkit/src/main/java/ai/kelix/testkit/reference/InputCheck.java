package ai.kelix.testkit.reference;

import ai.kelix.tensor.Dim;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Program;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the inputs of a run against a program's declaration. */
final class InputCheck {
  private final Program program;
  private final Map<String, Long> symbols = new HashMap<>();

  InputCheck(Program program) {
    this.program = program;
  }

  /** Returns the numbers of each declared input, in order. */
  Map<Program.Input, Values> checked(Map<String, ? extends DeviceTensor> inputs) {
    Map<Program.Input, Values> values = new LinkedHashMap<>();
    for (Program.Input input : program.inputs()) {
      values.put(input, own(input, inputs.get(input.name())));
    }
    values.forEach(this::learnSymbols);
    values.forEach(this::require);
    return values;
  }

  private Values own(Program.Input input, @Nullable DeviceTensor tensor) {
    if (tensor instanceof ReferenceDeviceTensor own) {
      return own.values();
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "input '%s' of program '%s' is %s",
            input.name(),
            program.name(),
            tensor == null ? "missing" : "of another backend"));
  }

  private void learnSymbols(Program.Input input, Values values) {
    List<Dim> dims = input.shape().dims();
    for (int i = 0; i < Math.min(dims.size(), values.rank()); i++) {
      if (dims.get(i) instanceof Dim.Symbol symbol) {
        symbols.putIfAbsent(symbol.name(), (long) values.sizes()[i]);
      }
    }
  }

  private void require(Program.Input input, Values values) {
    List<Dim> dims = input.shape().dims();
    boolean fits = input.dtype() == values.dtype() && dims.size() == values.rank();
    for (int i = 0; fits && i < dims.size(); i++) {
      Dim expected = dims.get(i).resolved(symbols);
      fits = expected.isFixed() && expected.size() == values.sizes()[i];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input '%s' of program '%s' is %s, expected %s%s with %s",
              input.name(),
              program.name(),
              values,
              input.dtype(),
              input.shape(),
              symbols));
    }
  }
}
