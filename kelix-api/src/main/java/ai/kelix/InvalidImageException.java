package ai.kelix;

/**
 * The bytes are no image that can be read, or the image has a size or form that is refused: too
 * many pixels, too long and narrow, empty. Nothing larger than the limits is allocated before this
 * is known.
 */
public class InvalidImageException extends KelixException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public InvalidImageException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public InvalidImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
