package ai.kelix.training.run;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints one line a report. */
public final class ConsoleLog implements TrainingLog {
  private final PrintWriter out;

  /** Prints to a writer, which is flushed after each line. */
  public ConsoleLog(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void started(String stage, long step, long steps) {
    line(String.format(Locale.ROOT, "%s: step %d of %d", stage, step, steps));
  }

  @Override
  public void stepped(long step, Map<String, Double> losses, double samplesPerSecond) {
    String numbers =
        losses.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.5g", e.getKey(), e.getValue()))
            .collect(Collectors.joining("  "));
    line(String.format(Locale.ROOT, "%d  %s  %.1f samples/s", step, numbers, samplesPerSecond));
  }

  @Override
  public void ended(String stage, long step, Duration took) {
    line(
        String.format(
            Locale.ROOT, "%s: stopped at step %d after %d s", stage, step, took.toSeconds()));
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }
}
