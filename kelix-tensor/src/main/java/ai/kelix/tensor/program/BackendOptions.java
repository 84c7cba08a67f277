package ai.kelix.tensor.program;

import java.util.Optional;

/**
 * How to open a backend.
 *
 * @param device such as {@code cpu} or {@code cuda:0}; empty for the backend's best
 * @param threads for one operation; 0 for the backend's choice
 */
public record BackendOptions(Optional<String> device, int threads) {

  /** The backend's own choices. */
  public static final BackendOptions DEFAULTS = new BackendOptions(Optional.empty(), 0);

  /** Checks the range. */
  public BackendOptions {
    if (threads < 0) {
      throw new IllegalArgumentException("threads must not be negative, got " + threads);
    }
  }
}
