package ai.kelix.hub;

/** The disk of the cache has too little space; known before anything is downloaded. */
public final class InsufficientDiskException extends HubException {
  private static final long serialVersionUID = 1L;

  InsufficientDiskException(String message) {
    super(message);
  }
}
