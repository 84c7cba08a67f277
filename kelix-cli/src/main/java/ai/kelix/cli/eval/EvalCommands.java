package ai.kelix.cli.eval;

import ai.kelix.cli.CommandProvider;
import java.nio.file.Path;
import java.util.List;

/** Adds {@code eval}. */
public final class EvalCommands implements CommandProvider {

  @Override
  public List<Object> commands() {
    return List.of(new EvalCommand());
  }

  @Override
  public List<List<String>> rehearsed(Path model, Path scratch) {
    return List.of(List.of("eval", model.toString(), "--questions", "1", "--prompts", "1"));
  }
}
