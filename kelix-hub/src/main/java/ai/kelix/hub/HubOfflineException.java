package ai.kelix.hub;

/** Offline mode is on and the model is not in the cache. */
public final class HubOfflineException extends HubException {
  private static final long serialVersionUID = 1L;

  HubOfflineException(String message) {
    super(message);
  }
}
