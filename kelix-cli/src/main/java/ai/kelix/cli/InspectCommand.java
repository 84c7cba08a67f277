package ai.kelix.cli;

import ai.kelix.core.checkpoint.Checkpoint;
import ai.kelix.core.checkpoint.StoredTensor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the tensors of a folder without reading their values. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Lists the tensors of a checkpoint folder with types, shapes and sizes.")
final class InspectCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "folder with safetensors files")
  private Path folder = Path.of(".");

  @Option(names = "--json", description = "print the tensors as JSON")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Map<String, Object>> rows = new ArrayList<>();
    long bytes = 0;
    long count = 0;
    try (Checkpoint checkpoint = Checkpoint.openAsStored(folder)) {
      for (String name : checkpoint.names()) {
        StoredTensor tensor = checkpoint.find(name).orElseThrow();
        bytes += tensor.length();
        count += tensor.length() / tensor.dtype().bytes();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("dtype", tensor.dtype().name());
        row.put("shape", tensor.shape());
        rows.add(row);
      }
    }
    if (json) {
      Results.json(out, Map.of("tensors", rows, "parameters", count, "bytes", bytes));
      return ExitCode.FINE;
    }
    rows.forEach(
        row -> out.printf("%-72s %-5s %s%n", row.get("name"), row.get("dtype"), row.get("shape")));
    out.printf("%,d tensors, %,d parameters, %,d bytes%n", rows.size(), count, bytes);
    return ExitCode.FINE;
  }
}
