package ai.kelix.cli.demo;

import ai.kelix.cli.CommandProvider;
import java.util.List;

/** Adds {@code demo}. */
public final class DemoCommands implements CommandProvider {

  @Override
  public List<Object> commands() {
    return List.of(new DemoCommand());
  }
}
