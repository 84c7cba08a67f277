package ai.kelix.core.verify;

import ai.kelix.core.verify.Finding.Verdict;
import java.util.List;

/**
 * What a verification found.
 *
 * @param component what was verified, such as {@code autoregressive model}
 * @param backend where it ran
 * @param findings one per golden tensor, in the order of the file
 */
public record Report(String component, String backend, List<Finding> findings) {

  /** Copies the list. */
  public Report {
    findings = List.copyOf(findings);
  }

  /** Returns how many findings have this verdict. */
  public long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  /** Tells whether something was compared and nothing differs. */
  public boolean passed() {
    return count(Verdict.EQUAL) > 0 && count(Verdict.DIFFERENT) == 0;
  }
}
