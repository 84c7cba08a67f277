package ai.kelix.cli;

import java.util.Optional;

/** Shows one task to people. For one thread at a time. */
interface ProgressDisplay {

  /**
   * Shows how much is done.
   *
   * @param detail what is worked on
   */
  void show(long done, Optional<String> detail);

  /** Shows how much was done in the end. */
  void end(long done);
}
