package ai.kelix.hub;

/** The cache cannot be read or written. */
public final class HubCacheException extends HubException {
  private static final long serialVersionUID = 1L;

  HubCacheException(String message) {
    super(message);
  }

  HubCacheException(String message, Throwable cause) {
    super(message, cause);
  }
}
