package ai.kelix.formats.checkpoint;

import ai.kelix.tensor.weights.CheckpointException;

/** A file breaks the rules of its own format, or is cut off, or points where it must not. */
public class MalformedFileException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public MalformedFileException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public MalformedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
