package ai.kelix.tensor.gradient;

import ai.kelix.tensor.program.HostTensor;
import java.util.Map;

/** Changes variables along their gradients. Not thread-safe. */
public interface Optimizer {

  /** Takes one step with this learning rate. */
  void step(double learningRate);

  /** In {@link #state}, before the name of a variable: its first moment. */
  String FIRST_MOMENT = "first.";

  /** In {@link #state}, before the name of a variable: its second moment. */
  String SECOND_MOMENT = "second.";

  /**
   * Copies the state out for a training checkpoint: moments by {@link #FIRST_MOMENT} and {@link
   * #SECOND_MOMENT} with the variable's name, and {@code steps}, I64 {@code [1]}.
   */
  Map<String, HostTensor> state();

  /** Continues from a state written by {@link #state}. */
  void restore(Map<String, HostTensor> state);
}
