package ai.kelix.onnx.internal.runtime;

import ai.kelix.onnx.internal.recording.DimPolynomial;
import ai.kelix.onnx.internal.recording.Symbols;
import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Checks the inputs of a run against a program's declaration before native code sees them. */
final class InputCheck {
  private final Program program;
  private final Symbols symbols;
  private final List<Rule> rules = new ArrayList<>();

  /** A symbolic dimension, and what it must come to. */
  private record Rule(int input, int axis, Dim dim, DimPolynomial size) {}

  InputCheck(Program program, Symbols symbols) {
    this.program = program;
    this.symbols = symbols;
    for (int i = 0; i < program.inputs().size(); i++) {
      List<Dim> dims = program.inputs().get(i).shape().dims();
      for (int axis = 0; axis < dims.size(); axis++) {
        if (!dims.get(axis).isFixed()) {
          rules.add(new Rule(i, axis, dims.get(axis), DimPolynomial.of(dims.get(axis))));
        }
      }
    }
  }

  /** Fails unless type and all known sizes of one input agree. */
  void checkKnown(int index, DType dtype, long[] sizes) {
    Program.Input declared = program.inputs().get(index);
    if (dtype != declared.dtype() || !fits(declared.shape(), sizes)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input '%s' of program '%s': found %s%s, expected %s%s",
              declared.name(),
              program.name(),
              dtype,
              Arrays.toString(sizes),
              declared.dtype(),
              declared.shape()));
    }
  }

  private static boolean fits(Shape shape, long[] sizes) {
    if (shape.rank() != sizes.length) {
      return false;
    }
    for (int i = 0; i < sizes.length; i++) {
      Dim dim = shape.dims().get(i);
      if (dim.isFixed() && dim.size() != sizes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Fails unless inputs that share symbols agree on their sizes. */
  void checkSymbols(long[][] sizes) {
    if (rules.isEmpty()) {
      return;
    }
    Map<String, Long> solved = new HashMap<>();
    for (Rule rule : rules) {
      OptionalLong expected =
          rule.size().evaluate(name -> solved.computeIfAbsent(name, key -> solve(key, sizes)));
      long found = sizes[rule.input()][rule.axis()];
      if (expected.isEmpty() || expected.getAsLong() != found) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "input '%s' of program '%s': found size %d of dimension %s, which is inconsistent with %s",
                program.inputs().get(rule.input()).name(),
                program.name(),
                found,
                rule.dim(),
                solved));
      }
    }
  }

  private long solve(String symbol, long[][] sizes) {
    Symbols.Source source = symbols.sourceOf(symbol);
    return source.solve(sizes[source.input()][source.axis()]);
  }
}
