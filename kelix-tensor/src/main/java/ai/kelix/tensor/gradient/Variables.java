package ai.kelix.tensor.gradient;

import ai.kelix.tensor.Catalogue;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.HostTensor;
import java.util.Set;

/**
 * Named float32 master weights, some of them trainable; networks are built on them as on a
 * checkpoint. Not thread-safe, except that several threads may compute with them, see {@link
 * GradientBackend#scope(Variables)}, and call {@link #backward} while no other method runs.
 */
public interface Variables extends Catalogue, AutoCloseable {

  /** Adds a variable or overwrites its values; the name keeps its trainability when overwritten. */
  void put(String name, HostTensor values, boolean trainable);

  /** Returns all names in the order of their first appearance. */
  Set<String> names();

  @Override
  default boolean has(String name) {
    return names().contains(name);
  }

  @Override
  default long[] sizesOf(String name) {
    return get(name).sizes();
  }

  /** Copies the values of one variable out. */
  HostTensor get(String name);

  /** Copies the gradient of one variable out; zeros where none was computed. */
  HostTensor gradient(String name);

  /** Adds the gradients of a scalar loss to those of the variables. */
  void backward(Tensor loss);

  /** Sets all gradients to zero. */
  void zeroGradients();

  /** Returns the L2 norm over the gradients of all trainable variables. */
  double gradientNorm();

  /**
   * Scales all gradients down so that {@link #gradientNorm} is at most {@code limit}: by {@code
   * min(1, limit / (norm + 1e-6))} (kelix-training §5.2).
   */
  void clipGradients(double limit);

  /**
   * Limits each element of all gradients to ±{@code limit}, as the reference does instead of {@link
   * #clipGradients} (kelix-training §5.2).
   */
  void clipGradientValues(double limit);

  /** Makes an AdamW optimiser over the variables that are trainable now. */
  Optimizer adamW(AdamW settings);

  @Override
  void close();
}
