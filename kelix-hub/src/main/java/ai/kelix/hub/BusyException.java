package ai.kelix.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The server answered that it cannot answer now. */
final class BusyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Nanoseconds; negative if the server did not say. */
  private final long wait;

  BusyException(String message, Optional<Duration> wait) {
    super(message);
    this.wait = wait.map(Duration::toNanos).orElse(-1L);
  }

  /** How long the server asks to wait. */
  Optional<Duration> wantedPause() {
    return wait < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(wait));
  }
}
