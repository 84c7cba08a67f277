package ai.kelix;

/**
 * A backend cannot be found, loaded or chosen: a missing dependency, a native library for another
 * platform, an unknown device, or several candidates and no choice.
 */
public class BackendException extends KelixException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public BackendException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
