package ai.kelix.tools.verify;

import ai.kelix.tools.verify.Finding.Verdict;

/** Why the tensors of a group cannot be compared; becomes their verdict. */
final class NotCompared extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Verdict verdict;

  private NotCompared(Verdict verdict, String reason) {
    super(reason);
    this.verdict = verdict;
  }

  /** The recording lacks what the comparison needs. */
  static NotCompared undecided(String reason) {
    return new NotCompared(Verdict.UNDECIDED, reason);
  }

  /** What the comparison needs is no part of the recording. */
  static NotCompared skipped(String reason) {
    return new NotCompared(Verdict.SKIPPED, reason);
  }

  Verdict verdict() {
    return verdict;
  }
}
