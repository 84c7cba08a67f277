package ai.kelix.core.export;

/**
 * How far one stage of an exported model is off the original, on the same inputs.
 *
 * @param program what ran
 * @param stage its output or named intermediate result
 * @param measure what the error is
 * @param error from 0, nothing
 * @param limit the most that the format explains; a larger error means that the export is damaged
 */
public record StageError(
    String program, String stage, Measure measure, double error, double limit) {

  /** What an error counts. */
  public enum Measure {
    /** The deviation's root mean square over that of the original. */
    RELATIVE,
    /** The fraction of choices that differ. */
    DIFFERING
  }

  /** Tells whether the format explains the error. */
  public boolean isExplained() {
    return error <= limit;
  }
}
