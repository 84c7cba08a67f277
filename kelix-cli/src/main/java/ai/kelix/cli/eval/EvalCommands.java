package ai.kelix.cli.eval;

import ai.kelix.cli.CommandProvider;
import java.util.List;

/** Adds {@code eval}. */
public final class EvalCommands implements CommandProvider {

  @Override
  public List<Object> commands() {
    return List.of(new EvalCommand());
  }
}
