package ai.kelix;

/** A prompt cannot be turned into blocks: empty, or longer than the model's positions. */
public class InvalidPromptException extends KelixException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public InvalidPromptException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public InvalidPromptException(String message, Throwable cause) {
    super(message, cause);
  }
}
