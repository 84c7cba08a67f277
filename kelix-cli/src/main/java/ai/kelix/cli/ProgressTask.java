package ai.kelix.cli;

import java.util.Locale;

/**
 * What is counted.
 *
 * @param name for people
 * @param total how much there is to do; negative if nobody knows
 * @param unit behind a number, with a space before it; empty for pieces
 * @param unitSize how much one unit is
 */
record ProgressTask(String name, long total, String unit, long unitSize) {

  /** Says how far the task is. */
  String at(long done) {
    if (total < 0) {
      return String.format(Locale.ROOT, "%s: %d%s", name, done / unitSize, unit);
    }
    long percent = total == 0 ? 100 : Math.round(100.0 * done / total);
    return String.format(
        Locale.ROOT,
        "%s: %d of %d%s (%d %%)",
        name,
        done / unitSize,
        total / unitSize,
        unit,
        percent);
  }
}
