package ai.kelix.libtorch.bench;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.model.tok.KelixTokenizerModel;
import ai.kelix.model.tok.VisionPrograms;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.Outline;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.weights.TensorSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the programs of a model take to work, estimated and true.
 *
 * @param backend where they run
 * @param folder a model of language, with an image decoder or without
 */
record ModelMemory(Backend backend, Path folder) {
  private static final double MIB = 1 << 20;

  private static final Map<String, Long> SMALL =
      Map.of(
          "batch",
          1L,
          "rows",
          4L,
          "columns",
          4L,
          "height",
          4L,
          "width",
          4L,
          "blocks",
          2L,
          "capacity",
          4L);

  /** Says for each program what it was estimated to take and what it took. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    Path decoder = folder.resolve("vae");
    if (Files.isDirectory(decoder)) {
      VaeConfig config = VaeConfigReader.read(decoder.resolve("config.json"));
      try (Checkpoint weights = Checkpoint.openAsStored(decoder)) {
        Map<String, Long> sizes = Map.of("batch", 1L, "height", 64L, "width", 64L);
        VaePrograms programs =
            new VaePrograms(new Autoencoder(Parameters.of(weights), config), Precision.FLOAT32);
        lines.add(line(programs.decode(), weights, sizes));
        lines.add(line(programs.encode(), weights, sizes));
      }
      DitConfig dit = DitConfigReader.read(folder.resolve("dit/config.json"));
      try (Checkpoint weights = Checkpoint.openDiffusionTransformer(folder.resolve("dit"))) {
        Map<String, Long> sizes = Map.of("batch", 2L, "height", 64L, "width", 64L, "rows", 256L);
        DiffusionPrograms programs =
            new DiffusionPrograms(
                new DiffusionTransformer(Parameters.of(weights), dit), Precision.FLOAT32);
        lines.add(line(programs.condition(), weights, sizes));
        lines.add(line(programs.velocity(), weights, sizes));
      }
    }
    ArConfig config = ArConfigReader.read(folder.resolve("config.json"));
    try (Checkpoint weights = Checkpoint.openLanguageModel(folder)) {
      Map<String, Long> image = Map.of("rows", 48L, "columns", 48L);
      VisionPrograms eyes =
          new VisionPrograms(
              new KelixTokenizerModel(Parameters.of(weights), config.tokenizer()),
              Precision.FLOAT32);
      lines.add(line(eyes.encode(config.backbone().vocabSize()), weights, image));
      Map<String, Long> text = Map.of("batch", 1L, "blocks", 512L, "capacity", 512L);
      lines.add(line(backbone(config, weights), weights, text));
    }
    return lines;
  }

  private String line(Program program, TensorSource weights, Map<String, Long> sizes) {
    long estimate = Outline.of(program, weights, sizes).working();
    try (Executable executable = backend.compile(program, weights, Set.of())) {
      close(run(executable, SMALL));
      Map<String, DeviceTensor> inputs = inputs(program, sizes);
      long growth = PeakMemory.growth(() -> close(executable.run(inputs)));
      close(inputs);
      return String.format(
          Locale.ROOT,
          "%s %s: estimated %.1f MiB, grew by %.1f MiB, %.2f times",
          program.name(),
          sizes,
          estimate / MIB,
          growth / MIB,
          growth / (double) estimate);
    }
  }

  /** Returns the processor time of one step of the backbone behind a short prefix. */
  double stepMilliseconds() {
    ArConfig config = ArConfigReader.read(folder.resolve("config.json"));
    try (Checkpoint weights = Checkpoint.openLanguageModel(folder)) {
      Program program = backbone(config, weights);
      try (Executable step = backend.compile(program, weights, Set.of())) {
        Map<String, DeviceTensor> inputs =
            inputs(program, Map.of("batch", 1L, "blocks", 1L, "capacity", 64L));
        double spent = OperationCost.microseconds(1, () -> close(step.run(inputs)));
        close(inputs);
        return spent / 1e3;
      }
    }
  }

  private static Program backbone(ArConfig config, Checkpoint weights) {
    KelixLanguageModel model = new KelixLanguageModel(Parameters.of(weights), config);
    return new LanguagePrograms(model, Precision.FLOAT32).backbone();
  }

  private Map<String, DeviceTensor> run(Executable executable, Map<String, Long> sizes) {
    Map<String, DeviceTensor> inputs = inputs(executable.program(), sizes);
    Map<String, DeviceTensor> outputs = executable.run(inputs);
    close(inputs);
    return outputs;
  }

  private Map<String, DeviceTensor> inputs(Program program, Map<String, Long> sizes) {
    Map<String, DeviceTensor> inputs = new LinkedHashMap<>();
    for (Program.Input input : program.inputs()) {
      long[] known = input.shape().resolved(sizes).sizes();
      inputs.put(input.name(), backend.allocate(input.dtype(), known));
    }
    return inputs;
  }

  private static void close(Map<String, DeviceTensor> tensors) {
    tensors.values().forEach(DeviceTensor::close);
  }
}
