package ai.kelix.cli.training;

import ai.kelix.cli.CommandProvider;
import java.util.List;

/** Adds {@code train}. */
public final class TrainingCommands implements CommandProvider {

  @Override
  public List<Object> commands() {
    return List.of(new TrainCommand());
  }
}
