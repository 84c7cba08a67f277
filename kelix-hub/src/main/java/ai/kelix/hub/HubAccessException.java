package ai.kelix.hub;

/** The hub refuses: a token is missing, wrong, or its owner has not accepted the model's terms. */
public final class HubAccessException extends HubException {
  private static final long serialVersionUID = 1L;

  HubAccessException(String message) {
    super(message);
  }
}
