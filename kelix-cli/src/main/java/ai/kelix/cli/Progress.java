package ai.kelix.cli;

import java.util.Optional;
import picocli.CommandLine;

/**
 * What people watch while a command works: a bar where standard error is a terminal, elsewhere a
 * line now and then, which a log can keep. Thread-safe.
 */
public final class Progress implements AutoCloseable {
  /** System property by which the launcher says that standard error is a terminal. */
  static final String TERMINAL = "kelix.terminal";

  private final ProgressDisplay display;
  private long done;

  private Progress(ProgressDisplay display) {
    this.display = display;
  }

  /**
   * Begins to show a task.
   *
   * @param line whose standard error is written to
   * @param task what is counted, for people
   * @param total how much there is to do; negative if nobody knows
   */
  public static Progress of(CommandLine line, String task, long total) {
    return of(line, new ProgressTask(task, total, "", 1));
  }

  /** Begins to show a task that is counted in bytes. */
  static Progress ofBytes(CommandLine line, String task, long total) {
    return of(line, new ProgressTask(task, total, " MiB", 1 << 20));
  }

  private static Progress of(CommandLine line, ProgressTask task) {
    return new Progress(
        Boolean.getBoolean(TERMINAL)
            ? new ProgressOnTerminal(task)
            : new ProgressInLog(task, line.getErr(), System::nanoTime));
  }

  /** Says that one more is done. */
  public void step() {
    add(1);
  }

  /** Says that some more are done. */
  synchronized void add(long more) {
    done += more;
    display.show(done, Optional.empty());
  }

  /** Says how many are done. */
  synchronized void at(long now) {
    done = now;
    display.show(done, Optional.empty());
  }

  /**
   * Says how many are done.
   *
   * @param detail what is worked on
   */
  synchronized void at(long now, String detail) {
    done = now;
    display.show(done, Optional.of(detail));
  }

  /** Leaves the last state to be read, and the next line to whoever writes next. */
  @Override
  public synchronized void close() {
    display.end(done);
  }
}
