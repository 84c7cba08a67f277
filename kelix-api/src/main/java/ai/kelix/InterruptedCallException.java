package ai.kelix;

/**
 * The thread of a blocking call was interrupted, while it loaded, downloaded, read or computed. The
 * call has ended without a result and left nothing half done that a later one would take for whole.
 *
 * <p>The thread's interrupt flag stays set, so that whoever interrupted is heard further up too; it
 * must be cleared before the same thread calls again.
 */
public class InterruptedCallException extends KelixException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public InterruptedCallException(String message) {
    super(message);
  }

  /** Makes an exception with a message for people and what led to it. */
  public InterruptedCallException(String message, Throwable cause) {
    super(message, cause);
  }
}
