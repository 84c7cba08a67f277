package ai.kelix.tensor.program;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.DimPolynomial;
import ai.kelix.tensor.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Checks the inputs of a run against a program's declarations before a backend sees them.
 * Thread-safe; make one for each program and use it for all runs.
 */
public final class InputCheck {
  private final Program program;
  private final Symbols symbols;
  private final List<Rule> rules = new ArrayList<>();

  /** A size that only the run knows, what it must come to, and of which symbols. */
  private record Rule(int input, int axis, Dim dim, DimPolynomial size, Set<String> symbols) {
    static Rule of(int input, int axis, Dim dim) {
      DimPolynomial size = DimPolynomial.of(dim);
      return new Rule(input, axis, dim, size, size.symbols());
    }
  }

  /**
   * Inputs that fit.
   *
   * @param tensors one for each declared input, in order
   * @param sizes the size of each symbol that the inputs determine, by its name
   * @param <T> the backend's own tensors
   */
  public record Checked<T extends DeviceTensor>(List<T> tensors, Map<String, Long> sizes) {
    /** Wraps the collections. */
    public Checked {
      tensors = Collections.unmodifiableList(tensors);
      sizes = Collections.unmodifiableMap(sizes);
    }
  }

  /** Prepares the checks of a program. */
  public InputCheck(Program program) {
    this.program = program;
    this.symbols = new Symbols(program);
    for (int i = 0; i < program.inputs().size(); i++) {
      List<Dim> dims = program.inputs().get(i).shape().dims();
      for (int axis = 0; axis < dims.size(); axis++) {
        if (!dims.get(axis).isFixed()) {
          rules.add(Rule.of(i, axis, dims.get(axis)));
        }
      }
    }
  }

  /**
   * Checks the inputs of one run.
   *
   * @param inputs by name; others than the declared ones are ignored
   * @param own the class of the backend's tensors
   * @return the declared inputs and the sizes of this run
   * @throws IllegalArgumentException if an input is missing, is of another backend, is of another
   *     type or shape, or does not agree with others on the size of a symbol; names the input, the
   *     program, what was found and what was expected
   */
  public <T extends DeviceTensor> Checked<T> check(
      Map<String, ? extends DeviceTensor> inputs, Class<T> own) {
    List<T> tensors = new ArrayList<>(program.inputs().size());
    long[][] sizes = new long[program.inputs().size()][];
    for (int i = 0; i < sizes.length; i++) {
      T tensor = find(program.inputs().get(i), inputs, own);
      sizes[i] = tensor.sizes();
      requireKnown(program.inputs().get(i), tensor.dtype(), sizes[i]);
      tensors.add(tensor);
    }
    return new Checked<>(tensors, solved(sizes));
  }

  private <T extends DeviceTensor> T find(
      Program.Input declared, Map<String, ? extends DeviceTensor> inputs, Class<T> own) {
    DeviceTensor tensor = inputs.get(declared.name());
    if (own.isInstance(tensor)) {
      return own.cast(tensor);
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "input '%s' of program '%s' is %s",
            declared.name(),
            program.name(),
            tensor == null ? "missing" : "of another backend: " + tensor.getClass().getName()));
  }

  private void requireKnown(Program.Input declared, DType dtype, long[] sizes) {
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

  private Map<String, Long> solved(long[][] sizes) {
    Map<String, Long> solved = new LinkedHashMap<>();
    for (String name : symbols.names()) {
      Symbols.Origin origin = symbols.originOf(name);
      solved.put(name, origin.solve(sizes[origin.input()][origin.axis()]));
    }
    Map<DimPolynomial, Long> unsolved = new HashMap<>();
    for (Rule rule : rules) {
      long found = sizes[rule.input()][rule.axis()];
      if (!agrees(rule, found, solved, unsolved)) {
        throw inconsistent(rule, found, solved);
      }
    }
    return solved;
  }

  /** Sizes whose symbols no input determines must at least agree among themselves. */
  private boolean agrees(
      Rule rule, long found, Map<String, Long> solved, Map<DimPolynomial, Long> unsolved) {
    if (rule.dim() instanceof Dim.Symbol symbol) {
      return Program.require(solved, symbol.name()) == found;
    }
    if (!solved.keySet().containsAll(rule.symbols())) {
      Long known = unsolved.putIfAbsent(rule.size(), found);
      return known == null || known == found;
    }
    for (String name : rule.symbols()) {
      if (Program.require(solved, name) < 0) {
        return false;
      }
    }
    OptionalLong expected = rule.size().evaluate(name -> Program.require(solved, name));
    return expected.isPresent() && expected.getAsLong() == found;
  }

  private IllegalArgumentException inconsistent(Rule rule, long found, Map<String, Long> solved) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "input '%s' of program '%s': found size %d of dimension %s, which is inconsistent with"
                + " %s",
            program.inputs().get(rule.input()).name(),
            program.name(),
            found,
            rule.dim(),
            solved));
  }
}
