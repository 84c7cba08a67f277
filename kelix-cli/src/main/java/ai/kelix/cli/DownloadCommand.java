package ai.kelix.cli;

import ai.kelix.hub.Hub;
import ai.kelix.hub.HubModel;
import ai.kelix.hub.HubSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads a model without loading it. */
@Command(
    name = "download",
    mixinStandardHelpOptions = true,
    description = "Downloads a model from a Hugging Face hub into its cache and prints the folder.",
    footer = {
      "",
      "The environment decides as for other tools: HF_HOME, HF_HUB_CACHE, HF_TOKEN,",
      "HF_ENDPOINT, HF_HUB_OFFLINE. A download that breaks off goes on the next time."
    })
final class DownloadCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(paramLabel = "OWNER/NAME", description = "which model; may end in @REVISION")
  private String model = "";

  @Option(names = "--revision", paramLabel = "R", description = "branch, tag or commit")
  private @Nullable String revision;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() {
    HubModel wanted = wanted();
    Path folder;
    try (DownloadBar bar = new DownloadBar(line())) {
      folder = new Hub(HubSettings.fromEnvironment()).download(wanted, bar::show);
    }
    if (json) {
      Results.json(
          line().getOut(), Map.of("model", wanted.toString(), "folder", folder.toString()));
    } else {
      line().getOut().println(folder);
    }
    return ExitCode.FINE;
  }

  private HubModel wanted() {
    String text = revision == null ? model : model + "@" + revision;
    return HubModel.parse(text)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    line(),
                    String.format(
                        Locale.ROOT, "'%s' is no model of a hub, expected OWNER/NAME", text)));
  }

  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
