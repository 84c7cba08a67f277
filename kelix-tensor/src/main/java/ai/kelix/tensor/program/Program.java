package ai.kelix.tensor.program;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Dim;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One piece of the network with named inputs and outputs.
 *
 * @param name short and unique within a model, such as {@code backbone}; graph files are named
 *     after it
 * @param inputs what a run must supply, in order
 * @param body computes the outputs; called once per run by eager backends, once in all by recording
 *     ones, so it must depend on nothing but its arguments
 */
public record Program(String name, List<Input> inputs, Body body) {

  /** Copies the list. */
  public Program {
    inputs = List.copyOf(inputs);
  }

  /**
   * One input.
   *
   * @param name unique within the program
   * @param dtype element type
   * @param shape sizes, symbolic where runs differ; inputs that share a symbol agree on its size
   * @param updatedInPlace true for a state such as a KV cache, whose buffer the run itself changes
   */
  public record Input(String name, DType dtype, Shape shape, boolean updatedInPlace) {

    /** An input that the run only reads. */
    public static Input of(String name, DType dtype, Dim... dims) {
      return new Input(name, dtype, Shape.of(dims), false);
    }

    /** A state that the run updates in place. */
    public static Input state(String name, DType dtype, Dim... dims) {
      return new Input(name, dtype, Shape.of(dims), true);
    }
  }

  /**
   * Returns one tensor of a map.
   *
   * @throws IllegalArgumentException if it is not there
   */
  public static <T> T require(Map<String, T> tensors, String name) {
    T found = tensors.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "there is no tensor '%s' among %s", name, tensors.keySet()));
    }
    return found;
  }

  /** The computation. */
  @FunctionalInterface
  public interface Body {
    /**
     * Computes the outputs.
     *
     * @param parameters the weights, from the root of the checkpoint, with the tensor factory
     * @param inputs one tensor per declared input
     * @return the outputs by name; their order says nothing, backends take them by name
     */
    Map<String, Tensor> run(Parameters parameters, Map<String, Tensor> inputs);
  }
}
