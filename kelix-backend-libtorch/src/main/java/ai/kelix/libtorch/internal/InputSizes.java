package ai.kelix.libtorch.internal;

import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the symbols of a program are in one run, read off its inputs. */
final class InputSizes {
  private final Map<String, Long> symbols = new HashMap<>();

  /** Sizes of expressions over symbols that no input has by themselves. */
  private final Map<Dim, Long> expressions = new HashMap<>();

  InputSizes(Program program, Map<String, ? extends DeviceTensor> inputs) {
    for (Program.Input input : program.inputs()) {
      DeviceTensor given = inputs.get(input.name());
      if (given != null) {
        learn(input.shape().dims(), given.sizes());
      }
    }
  }

  private void learn(List<Dim> dims, long[] sizes) {
    for (int axis = 0; axis < Math.min(dims.size(), sizes.length); axis++) {
      if (dims.get(axis) instanceof Dim.Symbol symbol) {
        symbols.putIfAbsent(symbol.name(), sizes[axis]);
      }
    }
  }

  /** Tells whether an input has the shape that it must have beside the others. */
  boolean fit(Shape shape, long[] sizes) {
    if (shape.rank() != sizes.length) {
      return false;
    }
    for (int axis = 0; axis < sizes.length; axis++) {
      Dim dim = shape.dim(axis).resolved(symbols);
      Long known = dim.isFixed() ? Long.valueOf(dim.size()) : expressions.get(dim);
      if (known == null) {
        expressions.put(dim, sizes[axis]);
      } else if (known != sizes[axis]) {
        return false;
      }
    }
    return true;
  }
}
