package ai.kelix.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Counts the attempts at one thing and pauses between them. Not thread-safe. */
final class Attempts {
  private static final Logger LOG = Loggers.getLogger(Attempts.class);

  private final String aim;
  private final Patience patience;
  private int failures;

  /**
   * Begins to count.
   *
   * @param aim what is attempted, for messages: a verb with its object
   */
  Attempts(String aim, Patience patience) {
    this.aim = aim;
    this.patience = patience;
  }

  /**
   * Pauses after a failure.
   *
   * @throws HubConnectionException if it was the last attempt
   */
  void failed(IOException failure) throws InterruptedException {
    failures++;
    if (failures >= patience.attempts()) {
      throw new HubConnectionException(
          String.format(
              Locale.ROOT,
              "cannot %s after %d attempts: %s; check the network and run again, what was fetched is kept",
              aim,
              failures,
              reason(failure)),
          failure);
    }
    Duration pause = pause(failures, failure);
    LOG.warn(
        "cannot {}: {}; trying again in {} s, {} of {} attempts are left",
        aim,
        reason(failure),
        (pause.toMillis() + 999) / 1000,
        patience.attempts() - failures,
        patience.attempts());
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
  }

  /** Starts the count anew, since the last attempt brought something worth its while. */
  void progressed() {
    failures = 0;
  }

  /** Returns how long to pause after so many failures in a row, the last of which is given. */
  Duration pause(int count, IOException failure) {
    Duration pause = patience.firstPause().multipliedBy(1L << Math.min(count - 1, 20));
    if (failure instanceof BusyException busy) {
      pause = busy.wantedPause().orElse(pause);
    }
    return pause.compareTo(patience.longestPause()) < 0 ? pause : patience.longestPause();
  }

  /** Connection failures often have no message of their own. */
  private static String reason(IOException failure) {
    return failure.getMessage() == null
        ? failure.getClass().getSimpleName()
        : Quoted.text(failure.getMessage());
  }
}
