package ai.kelix.tensor.program;

import ai.kelix.tensor.type.DType;

/**
 * Numbers where the backend computes. Owned by whoever received it; closing twice is harmless, use
 * after closing is an {@link IllegalStateException}.
 */
public interface DeviceTensor extends AutoCloseable {

  /** Returns the element type. */
  DType dtype();

  /** Returns the shape. */
  long[] sizes();

  /** Copies the elements out; the result does not change when this tensor does. */
  HostTensor toHost();

  /** Overwrites the elements without allocating; type and count must agree. */
  void set(HostTensor source);

  /** Frees the memory. */
  @Override
  void close();
}
