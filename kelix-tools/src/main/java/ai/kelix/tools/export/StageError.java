package ai.kelix.tools.export;

/**
 * How far one stage of an exported model is off the original, on the same inputs.
 *
 * @param program what ran
 * @param stage its output or named intermediate result
 * @param measure what the error is
 * @param error from 0, nothing
 * @param limit the most that the format explains; a larger error means that the export is damaged,
 *     or that the model does not bear the format
 * @param reason why the limit lies there
 */
public record StageError(
    String program, String stage, Measure measure, double error, double limit, String reason) {

  /** What an error counts. */
  public enum Measure {
    /** The deviation's root mean square over that of the original. */
    RELATIVE,
    /** The fraction of an image's codes that differ. */
    CODES,
    /** The fraction of next ids, among those that a decoder may take, that differ. */
    CHOICES,
    /** The mean Kullback-Leibler divergence of the choices from the original's, in nats. */
    DIVERGENCE
  }

  /** Tells whether the format explains the error. */
  public boolean isExplained() {
    return error <= limit;
  }
}
