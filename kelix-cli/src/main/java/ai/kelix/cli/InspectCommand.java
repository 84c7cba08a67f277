package ai.kelix.cli;

import ai.kelix.tensor.weights.StoredType;
import ai.kelix.tensor.weights.WeightFormat;
import ai.kelix.tools.inspect.ComponentInspection;
import ai.kelix.tools.inspect.Inspection;
import ai.kelix.tools.inspect.TensorLine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a model folder holds and what it lacks. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description =
        "Shows configuration, tensors, parameter counts and what is missing or unfit. Reads headers"
            + " only; a configuration without weights will do. Exit code 1 if weights are"
            + " incomplete.")
final class InspectCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "model folder, or folder of one component")
  private Path folder = Path.of(".");

  @Option(names = "--config", description = "print the configuration too")
  private boolean config;

  @Option(names = "--json", description = "print everything as JSON")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<ComponentInspection> components = Inspection.of(folder);
    if (json) {
      Results.json(
          out, Map.of("components", components.stream().map(InspectCommand::asMap).toList()));
    } else {
      components.forEach(component -> print(out, component));
    }
    return components.stream().allMatch(InspectCommand::isUsable)
        ? ExitCode.FINE
        : ExitCode.CHECK_FAILED;
  }

  /** A folder without any weights is a question about a configuration, not a broken model. */
  private static boolean isUsable(ComponentInspection component) {
    return component.isComplete() || component.storedBytes() == 0;
  }

  private void print(PrintWriter out, ComponentInspection component) {
    out.printf(Locale.ROOT, "%s in %s%n", component.kind().words(), component.folder());
    if (config) {
      out.println(component.configuration());
    }
    for (TensorTree.Line line : TensorTree.of(component.tensors())) {
      out.printf(
          Locale.ROOT,
          "  %-66s %-7s %-22s %s%n",
          line.name(),
          line.example().type().map(StoredType::name).orElse("-"),
          TensorTree.shape(line.example().shape()),
          remark(line));
    }
    out.printf(
        Locale.ROOT,
        "  %,d parameters, %,d of them in linear layers; %,d tensors, %,d bytes stored%n",
        component.parameters(),
        component.linearParameters(),
        component.tensors().size(),
        component.storedBytes());
    out.printf(
        Locale.ROOT,
        "  in memory: %,d MiB on libtorch; on ONNX %,d MiB in fp32 or fp16, %,d in int8, %,d in"
            + " int4%n",
        mebibytes(component, WeightFormat.FP32),
        mebibytes(component, WeightFormat.FP32),
        mebibytes(component, WeightFormat.INT8),
        mebibytes(component, WeightFormat.INT4));
    component
        .packed()
        .ifPresent(
            manifest ->
                out.printf(
                    Locale.ROOT,
                    "  an export: linear layers in %s on ONNX, %d graphs%n",
                    manifest.format().word(),
                    manifest.graphs().size()));
    for (TensorLine.State state : List.of(TensorLine.State.MISSING, TensorLine.State.UNFIT)) {
      int count = component.in(state).size();
      if (count > 0) {
        out.printf(Locale.ROOT, "  %s: %,d tensors%n", words(state), count);
      }
    }
  }

  private static long mebibytes(ComponentInspection component, WeightFormat format) {
    return component.memory(format) >> 20;
  }

  private static String remark(TensorTree.Line line) {
    List<String> remarks = new ArrayList<>();
    if (line.count() > 1) {
      remarks.add("×" + line.count());
    }
    TensorLine example = line.example();
    if (example.state() == TensorLine.State.UNFIT) {
      boolean shaped = example.demanded().filter(example.shape()::equals).isPresent();
      remarks.add(
          "unfit: the configuration demands "
              + (shaped
                  ? "F32, F16 or BF16"
                  : example.demanded().map(TensorTree::shape).orElse("another shape")));
    } else if (example.state() != TensorLine.State.FINE) {
      remarks.add(words(example.state()));
    }
    return String.join(", ", remarks);
  }

  private static String words(TensorLine.State state) {
    return switch (state) {
      case FINE -> "fine";
      case UNUSED -> "not used";
      case MISSING -> "missing";
      case UNFIT -> "unfit";
    };
  }

  private static Map<String, Object> asMap(ComponentInspection component) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("component", component.kind().words());
    map.put("folder", component.folder().toString());
    map.put("parameters", component.parameters());
    map.put("linear_parameters", component.linearParameters());
    map.put("bytes", component.storedBytes());
    for (WeightFormat format : WeightFormat.values()) {
      map.put("memory_" + format.word(), component.memory(format));
    }
    component.packed().ifPresent(manifest -> map.put("export", manifest.format().word()));
    map.put("complete", component.isComplete());
    map.put("tensors", component.tensors().stream().map(InspectCommand::asMap).toList());
    return map;
  }

  private static Map<String, Object> asMap(TensorLine tensor) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", tensor.name());
    tensor.type().ifPresent(type -> map.put("dtype", type.name()));
    map.put("shape", tensor.shape());
    map.put("state", words(tensor.state()));
    tensor.demanded().ifPresent(shape -> map.put("demanded", shape));
    return map;
  }
}
