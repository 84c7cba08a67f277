package ai.kelix.tensor.weights;

/** A tensor has another shape than the configuration demands. */
public class TensorShapeException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public TensorShapeException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public TensorShapeException(String message, Throwable cause) {
    super(message, cause);
  }
}
