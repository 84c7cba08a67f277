package ai.kelix.hub;

import ai.kelix.KelixException;

/**
 * A model cannot be downloaded; the subclasses tell the cases apart. A model that does not exist is
 * an {@link ai.kelix.ModelNotFoundException} instead. What was fetched is kept and the next
 * download goes on from there, unless it was found damaged.
 */
public abstract class HubException extends KelixException {
  private static final long serialVersionUID = 1L;

  HubException(String message) {
    super(message);
  }

  HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
