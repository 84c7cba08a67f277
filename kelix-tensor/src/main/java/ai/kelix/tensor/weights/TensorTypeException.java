package ai.kelix.tensor.weights;

/** A weight is stored in a type in which the network does not compute. */
public class TensorTypeException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public TensorTypeException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public TensorTypeException(String message, Throwable cause) {
    super(message, cause);
  }
}
