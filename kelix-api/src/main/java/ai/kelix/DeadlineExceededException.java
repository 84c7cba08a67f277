package ai.kelix;

import java.time.Duration;
import java.util.Locale;

/** A blocking call was given less time than it needed, and ended without a result. */
public class DeadlineExceededException extends KelixException {
  private static final long serialVersionUID = 1L;

  private final Duration atMost;
  private final String done;

  /**
   * Makes an exception whose message says how far the call came.
   *
   * @param call what was called, such as {@code answer()}
   * @param atMost the time that it was given
   * @param done in words, what was done by then
   */
  public DeadlineExceededException(String call, Duration atMost, String done) {
    super(
        String.format(
            Locale.ROOT,
            "%s did not finish within %s: %s; allow more time or ask for less",
            call,
            atMost,
            done));
    this.atMost = atMost;
    this.done = done;
  }

  /** Returns the time that the call was given. */
  public Duration atMost() {
    return atMost;
  }

  /** Returns in words what was done by then, such as {@code the prompt read, 12 blocks written}. */
  public String done() {
    return done;
  }
}
