package ai.kelix.formats.checkpoint;

import ai.kelix.tensor.weights.CheckpointException;

/** A weight is not a number or infinite, so every result would be. */
public class NonFiniteTensorException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public NonFiniteTensorException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public NonFiniteTensorException(String message, Throwable cause) {
    super(message, cause);
  }
}
