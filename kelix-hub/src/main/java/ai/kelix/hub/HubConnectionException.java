package ai.kelix.hub;

/** The hub cannot be reached, keeps breaking off, or stays busy, after several attempts. */
public final class HubConnectionException extends HubException {
  private static final long serialVersionUID = 1L;

  HubConnectionException(String message) {
    super(message);
  }

  HubConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
