package ai.kelix.tensor.weights;

import ai.kelix.InvalidModelException;

/**
 * A file or folder of a model cannot be used as it is. The subclasses tell the cases apart; each
 * message names the file, what was found and what was expected.
 */
public class CheckpointException extends InvalidModelException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public CheckpointException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
