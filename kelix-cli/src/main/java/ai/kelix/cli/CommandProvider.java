package ai.kelix.cli;

import java.nio.file.Path;
import java.util.List;

/** Contributes commands to the command line; found with {@link java.util.ServiceLoader}. */
public interface CommandProvider {

  /** Returns objects annotated with picocli's {@code @Command}. */
  List<Object> commands();

  /**
   * Returns short command lines that load the classes that these commands need, for {@link
   * Rehearsal}.
   *
   * @param model folder of a model that answers and paints
   * @param scratch empty folder for what they write
   */
  List<List<String>> rehearsed(Path model, Path scratch);
}
