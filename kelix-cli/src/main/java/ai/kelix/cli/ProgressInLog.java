package ai.kelix.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A line every ten seconds, and one in the end if there was anything to do. */
final class ProgressInLog implements ProgressDisplay {
  /** Between two lines. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private final ProgressTask task;
  private final PrintWriter log;
  private final LongSupplier nanoTime;
  private long last;

  /**
   * Prints nothing yet.
   *
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  ProgressInLog(ProgressTask task, PrintWriter log, LongSupplier nanoTime) {
    this.task = task;
    this.log = log;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  @Override
  public void show(long done, Optional<String> detail) {
    long now = nanoTime.getAsLong();
    if (now - last >= PAUSE.toNanos()) {
      last = now;
      print(task.at(done) + detail.map(text -> " " + text).orElse(""));
    }
  }

  @Override
  public void end(long done) {
    if (task.total() != 0) {
      print(task.at(done));
    }
  }

  private void print(String text) {
    log.println("kelix: " + text);
    log.flush();
  }
}
