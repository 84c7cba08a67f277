package ai.kelix.cli;

import java.util.List;

/** The commands that look into model folders, or write them. */
public final class StandardCommands implements CommandProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public StandardCommands() {}

  @Override
  public List<Object> commands() {
    return List.of(
        new DownloadCommand(),
        new VerifyCommand(),
        new InspectCommand(),
        new ConvertCommand(),
        new ExportCommand(),
        new AssembleCommand());
  }
}
