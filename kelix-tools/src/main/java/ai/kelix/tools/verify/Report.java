package ai.kelix.tools.verify;

import ai.kelix.tools.verify.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** Returns how many golden tensors were compared, whatever came out. */
  public long compared() {
    return count(Verdict.EQUAL) + count(Verdict.DIFFERENT);
  }

  /**
   * Returns the names of the tensors that were not compared, by the reason. Together with {@link
   * #compared} they are all that was recorded.
   */
  public SortedMap<String, List<String>> uncompared() {
    SortedMap<String, List<String>> names = new TreeMap<>();
    for (Finding finding : findings) {
      if (finding.verdict() != Verdict.EQUAL && finding.verdict() != Verdict.DIFFERENT) {
        names.computeIfAbsent(finding.note(), note -> new ArrayList<>()).add(finding.tensor());
      }
    }
    return names;
  }

  /** Tells whether something was compared, nothing differs and nothing is undecided. */
  public boolean passed() {
    return count(Verdict.EQUAL) > 0
        && count(Verdict.DIFFERENT) == 0
        && count(Verdict.UNDECIDED) == 0;
  }
}
