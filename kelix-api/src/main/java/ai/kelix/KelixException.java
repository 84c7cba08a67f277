package ai.kelix;

/**
 * The root of everything that Kelix reports about its surroundings: files, images, models, native
 * libraries, memory. Misuse by the calling program is an {@link IllegalArgumentException} or {@link
 * IllegalStateException} instead.
 *
 * <p>Each message says what was found, what was expected and what to do.
 */
public class KelixException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public KelixException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public KelixException(String message, Throwable cause) {
    super(message, cause);
  }
}
