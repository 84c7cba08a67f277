package ai.kelix;

/** The machine has too little memory for the model; known before anything is loaded. */
public class InsufficientMemoryException extends KelixException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public InsufficientMemoryException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public InsufficientMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
