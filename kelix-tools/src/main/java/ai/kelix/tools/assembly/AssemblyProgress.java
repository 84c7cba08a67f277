package ai.kelix.tools.assembly;

/** Told how far an assembly is. */
@FunctionalInterface
public interface AssemblyProgress {

  /**
   * Reports progress.
   *
   * @param stage in words
   * @param done of {@code total}, which is the end of this stage
   */
  void at(String stage, long done, long total);
}
