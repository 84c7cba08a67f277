package ai.kelix.hub;

import java.io.IOException;

/** No connection came about: the host is unknown, refuses or does not answer. */
final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
