package ai.kelix;

/** A call needs a part that the loaded model does not have, such as eyes or an image decoder. */
public class MissingPartException extends KelixException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public MissingPartException(String message) {
    super(message);
  }
}
