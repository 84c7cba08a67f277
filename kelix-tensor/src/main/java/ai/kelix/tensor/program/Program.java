package ai.kelix.tensor.program;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.graph.Graph;
import ai.kelix.tensor.graph.GraphTape;
import ai.kelix.tensor.op.Op;
import ai.kelix.tensor.op.Source;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import ai.kelix.tensor.weights.TensorSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One piece of the network with named inputs and outputs.
 *
 * @param name short and unique within a model, such as {@code backbone}; graph files are named
 *     after it
 * @param inputs what a run must supply, in order
 * @param body computes the outputs; called once when the program is recorded, so it must depend on
 *     nothing but its arguments
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
   * Records the program for a checkpoint.
   *
   * @param weights the checkpoint that its parameters come from
   * @param observed stages that are wanted as outputs too, or {@link Backend#OBSERVE_ALL}
   * @return its operations, those among them that nobody reads
   * @throws ai.kelix.tensor.weights.MissingTensorException if a weight is not there
   * @throws ai.kelix.tensor.weights.TensorShapeException if one has another shape
   * @throws ai.kelix.tensor.weights.TensorTypeException if one holds no floating-point numbers
   * @throws IllegalArgumentException if an operation of the network does not take its operands
   */
  public Graph traced(TensorSource weights, Set<String> observed) {
    Graph graph = traced(observed);
    for (Graph.Node node : graph.nodes()) {
      if (node.op() instanceof Source.Weight weight) {
        weights.weight(weight.name(), weight.type().shape().sizes());
      }
    }
    return graph;
  }

  /**
   * Records the program, whatever its weights are.
   *
   * @param observed stages that are wanted as outputs too, or {@link Backend#OBSERVE_ALL}
   * @return its operations, those among them that nobody reads
   * @throws IllegalArgumentException if an operation of the network does not take its operands
   */
  public Graph traced(Set<String> observed) {
    GraphTape tape = new GraphTape();
    Map<String, Tensor> given = new LinkedHashMap<>();
    for (Input input : inputs) {
      TensorType type = new TensorType(input.dtype(), input.shape());
      Op op = new Source.Input(input.name(), type, input.updatedInPlace());
      given.put(input.name(), tape.apply(op, List.of()).get(0));
    }
    Map<String, Tensor> outputs =
        new LinkedHashMap<>(new TreeMap<>(body.run(new Tensors(tape), given)));
    boolean all = observed.equals(Backend.OBSERVE_ALL);
    tape.stages()
        .forEach(
            (stage, value) -> {
              if (all || observed.contains(stage)) {
                outputs.putIfAbsent(stage, value);
              }
            });
    return tape.graph(outputs);
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
     * @param make makes tensors that depend on no input, weights among them
     * @param inputs one tensor per declared input
     * @return the outputs by name; their order says nothing, backends take them by name
     */
    Map<String, Tensor> run(Tensors make, Map<String, Tensor> inputs);
  }
}
