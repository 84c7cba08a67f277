package ai.kelix.tensor.gradient;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.program.HostTensor;

/** Owns native memory. Confined to the thread that opened it. */
public interface TensorScope extends AutoCloseable {

  /** Returns the factory of eager tensors. */
  Tensors tensors();

  /** Copies numbers into a tensor of this scope. */
  Tensor upload(HostTensor values);

  /** Copies a tensor out; floats arrive as float32. */
  HostTensor download(Tensor tensor);

  /** Reads a tensor of one element. */
  double number(Tensor scalar);

  /** The same values without gradient history. */
  Tensor detached(Tensor tensor);

  /** Suspends the recording of gradients on this thread until the returned handle is closed. */
  Quiet withoutGradients();

  /**
   * Lets linear layers of this thread compute in bfloat16, or in float32 again, until the returned
   * handle is closed: the former is much faster on processors that have it. Variables, their
   * gradients and all else stay float32.
   */
  Quiet withReducedPrecision(boolean reduced);

  /** Closing it restores what was before. */
  @FunctionalInterface
  interface Quiet extends AutoCloseable {
    @Override
    void close();
  }

  /** Frees what this scope owns; closing twice is harmless. */
  @Override
  void close();
}
