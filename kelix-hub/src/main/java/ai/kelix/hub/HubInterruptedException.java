package ai.kelix.hub;

/** The downloading thread was interrupted; its interrupt flag is set again. */
public final class HubInterruptedException extends HubException {
  private static final long serialVersionUID = 1L;

  HubInterruptedException(String message) {
    super(message);
  }

  HubInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
