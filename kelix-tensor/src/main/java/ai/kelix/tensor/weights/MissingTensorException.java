package ai.kelix.tensor.weights;

/** A tensor, or a whole weights file, that the model needs is not there. */
public class MissingTensorException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public MissingTensorException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public MissingTensorException(String message, Throwable cause) {
    super(message, cause);
  }
}
