package ai.kelix;

/** No model of this name or folder exists; the message lists the names that do. */
public class ModelNotFoundException extends KelixException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public ModelNotFoundException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public ModelNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
