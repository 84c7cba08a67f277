package ai.kelix.cli;

import java.util.List;

/** Contributes commands to the command line; found with {@link java.util.ServiceLoader}. */
public interface CommandProvider {

  /** Returns objects annotated with picocli's {@code @Command}. */
  List<Object> commands();
}
