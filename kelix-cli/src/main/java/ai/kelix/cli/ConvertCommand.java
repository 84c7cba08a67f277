package ai.kelix.cli;

import ai.kelix.formats.checkpoint.CheckpointWriter;
import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.release.ReleaseFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a checkpoint as the release has it. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description =
        "Writes a checkpoint of any naming in the native one, in shards with an index, bit by bit. "
            + "Interrupted, the same command goes on.")
final class ConvertCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      description = "folder of an autoregressive model, a DiT or a VAE")
  private Path folder = Path.of(".");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "receives the files; must hold no model")
  private Path out = Path.of(".");

  @Option(
      names = "--shard-mib",
      paramLabel = "N",
      description = "the most MiB of one weights file (default: ${DEFAULT-VALUE})")
  private long shardMib = CheckpointWriter.RELEASE_SHARD >> 20;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  private long tensors;
  private long bytes;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (shardMib < 1) {
      throw new CommandLine.ParameterException(line, "--shard-mib must be at least 1");
    }
    ComponentKind kind;
    try (Progress progress = Progress.of(line, "tensors", -1)) {
      kind =
          new ReleaseFolder(folder, out, shardMib << 20)
              .write(
                  (name, length) -> {
                    tensors++;
                    bytes += length;
                    progress.step();
                  });
    }
    print(line.getOut(), kind);
    return ExitCode.FINE;
  }

  private void print(PrintWriter to, ComponentKind kind) {
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("component", kind.words());
      result.put("folder", out.toString());
      result.put("tensors", tensors);
      result.put("bytes", bytes);
      Results.json(to, result);
    } else {
      to.printf(
          Locale.ROOT, "%s: %,d tensors, %,d bytes in %s%n", kind.words(), tensors, bytes, out);
    }
  }
}
