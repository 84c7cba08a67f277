package ai.kelix.cli;

import ai.kelix.engine.Backends;
import ai.kelix.engine.EngineLoader;
import ai.kelix.engine.SystemMemory;
import ai.kelix.onnx.GraphExport;
import ai.kelix.spi.LoadRequest;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.weights.WeightFormat;
import ai.kelix.tools.export.ExportCheck;
import ai.kelix.tools.export.ExportedComponent;
import ai.kelix.tools.export.ModelExport;
import ai.kelix.tools.export.StageError;
import ai.kelix.tools.inspect.ComponentInspection;
import ai.kelix.tools.inspect.Inspection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model for inference with ONNX Runtime. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a model folder for inference: linear layers in fp32, fp16, int8 or int4, and ONNX",
      "graphs that point to the weights. Weights that stay as they are take no space: both folders",
      "share them. Then compares every stage with the original. Interrupted, the same command goes",
      "on."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String ONNX = "onnx";

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "tiny, another model's name, or the folder of a model or of one component")
  private String model = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "receives the files; must hold no export")
  private Path out = Path.of(".");

  @Option(
      names = "--precision",
      paramLabel = "FORMAT",
      required = true,
      description = "fp32, fp16, int8 or int4")
  private String precision = "";

  @Option(
      names = "--no-check",
      description = "do not run both models to compare them, which takes the original's memory")
  private boolean unchecked;

  @Option(
      names = "--copy",
      description = {
        "copy the weights that stay as they are instead of sharing them with the original;",
        "ONNX's checker takes shared files for an attack"
      })
  private boolean copies;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Mixin private BackendChoice choice = new BackendChoice();

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    WeightFormat format =
        WeightFormat.of(precision)
            .orElseThrow(
                () ->
                    new CommandLine.ParameterException(
                        line, "--precision must be fp32, fp16, int8 or int4, not " + precision));
    Path folder = locate(line);
    List<ExportedComponent> written = write(line, new ModelExport(folder, out, format, !copies));
    Optional<String> obstacle = unchecked ? Optional.of("--no-check") : missingMemory(folder);
    List<StageError> errors = obstacle.isPresent() ? List.of() : check();
    report(line.getOut(), written, errors, obstacle);
    boolean fine = errors.stream().allMatch(StageError::isExplained);
    return fine ? ExitCode.FINE : ExitCode.CHECK_FAILED;
  }

  private Path locate(CommandLine line) {
    try (DownloadBar bar = new DownloadBar(line)) {
      return EngineLoader.locate(LoadRequest.of(ModelName.of(model)).withOnDownload(bar::show));
    }
  }

  private static List<ExportedComponent> write(CommandLine line, ModelExport export) {
    try (Progress progress = Progress.ofBytes(line, "weights", export.bytes())) {
      return export.write(GraphExport::write, (name, bytes) -> progress.add(bytes));
    }
  }

  /** The original runs in float32, so it may need far more than the export. */
  private static Optional<String> missingMemory(Path folder) {
    long needed = 0;
    for (ComponentInspection component : Inspection.of(folder)) {
      needed = Math.max(needed, component.memory(WeightFormat.FP32));
    }
    OptionalLong available = new SystemMemory().physical();
    if (available.isEmpty() || needed < available.getAsLong()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the original needs %,d MiB of memory to run, available are %,d MiB",
            needed >> 20,
            available.getAsLong() >> 20));
  }

  private List<StageError> check() {
    try (Backend backend = Backends.open(Optional.of(ONNX), choice.options())) {
      return ExportCheck.run(out, backend);
    }
  }

  private void report(
      PrintWriter to,
      List<ExportedComponent> written,
      List<StageError> errors,
      Optional<String> obstacle) {
    if (json) {
      Results.json(to, asMap(written, errors, obstacle));
      return;
    }
    for (ExportedComponent component : written) {
      to.printf(
          Locale.ROOT,
          "%s: %,d bytes of packed weights, %d graphs in %s%s%n",
          component.kind().words(),
          component.packedBytes(),
          component.graphs().size(),
          component.folder(),
          component.copied() ? "; other weights copied" : "; other weights shared");
    }
    obstacle.ifPresent(reason -> to.println("not compared with the original: " + reason));
    if (!errors.isEmpty()) {
      print(to, errors);
    }
  }

  private static void print(PrintWriter to, List<StageError> errors) {
    to.printf(
        Locale.ROOT,
        "%-16s %-28s %-10s %9s  %s%n",
        "program",
        "stage",
        "measure",
        "error",
        "verdict");
    for (StageError error : errors) {
      to.printf(
          Locale.ROOT,
          "%-16s %-28s %-10s %9.2e  %s%n",
          error.program(),
          error.stage(),
          error.measure().name().toLowerCase(Locale.ROOT),
          error.error(),
          error.isExplained()
              ? "fine"
              : String.format(Locale.ROOT, "over %.1e: %s", error.limit(), error.reason()));
    }
  }

  private static Map<String, Object> asMap(
      List<ExportedComponent> written, List<StageError> errors, Optional<String> obstacle) {
    List<Map<String, Object>> components = new ArrayList<>();
    for (ExportedComponent component : written) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("component", component.kind().words());
      row.put("folder", component.folder().toString());
      row.put("packed_bytes", component.packedBytes());
      row.put("copied", component.copied());
      row.put("graphs", component.graphs());
      components.add(row);
    }
    List<Map<String, Object>> stages = new ArrayList<>();
    for (StageError error : errors) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("program", error.program());
      row.put("stage", error.stage());
      row.put("measure", error.measure().name().toLowerCase(Locale.ROOT));
      row.put("error", Double.isFinite(error.error()) ? error.error() : null);
      row.put("limit", error.limit());
      row.put("reason", error.reason());
      row.put("explained", error.isExplained());
      stages.add(row);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("components", components);
    map.put("compared", obstacle.isEmpty());
    obstacle.ifPresent(reason -> map.put("not_compared_because", reason));
    map.put("stages", stages);
    return map;
  }
}
