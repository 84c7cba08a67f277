package ai.kelix.cli;

import java.nio.file.Path;
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

  @Override
  public List<List<String>> rehearsed(Path model, Path scratch) {
    return List.of(
        List.of("--help"),
        List.of("inspect", model.toString(), "--json"),
        List.of("inspect", model.toString(), "--config"),
        List.of("convert", model.toString(), "--out", scratch.resolve("converted").toString()),
        List.of(
            "export",
            model.resolve("vae").toString(),
            "--precision",
            "fp32",
            "--out",
            scratch.resolve("exported").toString()));
  }
}
