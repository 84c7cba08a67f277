package ai.kelix;

/**
 * A model folder, checkpoint, configuration or tokenizer is missing parts, malformed or contradicts
 * itself. Nothing stays half-loaded.
 */
public class InvalidModelException extends KelixException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public InvalidModelException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public InvalidModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
