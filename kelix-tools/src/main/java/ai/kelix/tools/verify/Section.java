package ai.kelix.tools.verify;

import ai.kelix.tensor.program.HostTensor;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A part of the recordings, whose names are seen without what they begin with.
 *
 * @param golden all recordings
 * @param findings on all of them
 * @param prefix of the part, such as {@code nbp.}
 */
record Section(Golden golden, Findings findings, String prefix) {

  /** Returns a part of this part. */
  Section at(String below) {
    return new Section(golden, findings, prefix + below);
  }

  boolean has(String name) {
    return golden.has(prefix + name);
  }

  Optional<HostTensor> find(String name) {
    return golden.find(prefix + name);
  }

  /**
   * Returns what a check computes from, and takes it as given.
   *
   * @throws NotCompared if it was not recorded
   */
  HostTensor input(String name) {
    findings.input(prefix + name);
    return golden.get(prefix + name);
  }

  /** Compares if something was recorded under the name. */
  void compare(String name, HostTensor computed) {
    findings.compare(prefix + name, computed);
  }

  /** Compares a number. */
  void compare(String name, double computed) {
    compare(name, HostTensor.of(new float[] {(float) computed}, 1));
  }

  /** Compares integers. */
  void compare(String name, long[] computed) {
    compare(name, HostTensor.of(computed, computed.length));
  }

  /** Runs checks whose failure becomes the verdict of the names that begin so. */
  void group(String below, Runnable checks) {
    findings.group(prefix + below, checks);
  }

  /** Says why the names that begin so cannot be compared here. */
  void skip(String below, String reason) {
    findings.skip(prefix + below, reason);
  }

  /** Leaves undecided what differs under assumptions. */
  void assume(String below, String assumptions) {
    findings.assume(prefix + below, assumptions);
  }

  /** Returns what a pattern finds at the beginning of names, each once and in order. */
  Set<String> groups(String pattern) {
    Set<String> found = new TreeSet<>();
    golden
        .groups(Pattern.quote(prefix) + pattern)
        .forEach(name -> found.add(name.substring(prefix.length())));
    return found;
  }
}
