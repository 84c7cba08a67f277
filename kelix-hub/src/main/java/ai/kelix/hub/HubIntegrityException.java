package ai.kelix.hub;

/** A file does not have the size or checksum that the hub lists; it is not kept. */
public final class HubIntegrityException extends HubException {
  private static final long serialVersionUID = 1L;

  HubIntegrityException(String message) {
    super(message);
  }
}
