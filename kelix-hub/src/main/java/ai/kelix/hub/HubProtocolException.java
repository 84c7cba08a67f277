package ai.kelix.hub;

/** The hub's answer is malformed, over a limit or hostile; nothing of it was written. */
public final class HubProtocolException extends HubException {
  private static final long serialVersionUID = 1L;

  HubProtocolException(String message) {
    super(message);
  }

  HubProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
