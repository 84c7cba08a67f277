package ai.kelix.tensor.gradient;

import ai.kelix.tensor.program.HostTensor;
import java.util.Map;

/** Changes variables along their gradients. Not thread-safe. */
public interface Optimizer {

  /** Takes one step with this learning rate. */
  void step(double learningRate);

  /** Copies the state out for a training checkpoint: moments and the step count by name. */
  Map<String, HostTensor> state();

  /** Continues from a state written by {@link #state}. */
  void restore(Map<String, HostTensor> state);
}
