package ai.kelix.tools.verify;

/**
 * The verdict on one golden tensor.
 *
 * @param stage the group to which it belongs, such as {@code vit} or {@code gen_text}
 * @param tensor its name in {@code golden.safetensors}
 * @param error the largest error, in the unit of {@code limit}; infinite if shapes differ
 * @param limit what is allowed
 * @param verdict the outcome
 * @param note what people should know besides; may be empty
 */
public record Finding(
    String stage, String tensor, double error, double limit, Verdict verdict, String note) {

  /** Outcomes. */
  public enum Verdict {
    /** Within the limit. */
    EQUAL,
    /** Beyond the limit, of another shape, or not computed although recorded. */
    DIFFERENT,
    /** Taken as given by the checks of other tensors. */
    INPUT,
    /** Not compared for a reason outside the recording, such as a backend without gradients. */
    SKIPPED,
    /** Not compared, because no check knows it or an argument is missing; nothing is proved. */
    UNDECIDED
  }

  /** A tensor from which others were computed. */
  static Finding input(String tensor) {
    return new Finding(stageOf(tensor), tensor, 0, 0, Verdict.INPUT, "input");
  }

  /**
   * A tensor that was not compared.
   *
   * @param verdict {@link Verdict#SKIPPED} or {@link Verdict#UNDECIDED}
   */
  static Finding uncompared(String tensor, Verdict verdict, String reason) {
    return new Finding(stageOf(tensor), tensor, 0, 0, verdict, reason);
  }

  /** A tensor that differs for a reason other than its numbers. */
  static Finding different(String tensor, String reason) {
    double infinite = Double.POSITIVE_INFINITY;
    return new Finding(stageOf(tensor), tensor, infinite, 0, Verdict.DIFFERENT, reason);
  }

  /** Returns the part of a tensor's name before the first dot. */
  static String stageOf(String tensor) {
    int dot = tensor.indexOf('.');
    return dot < 0 ? tensor : tensor.substring(0, dot);
  }
}
