package ai.kelix.tensor.weights;

/** A weights file was cut or replaced after the model was loaded. */
public class ChangedFileException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public ChangedFileException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public ChangedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
