package ai.kelix.formats.network.llm;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.BackboneConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.llm.LanguagePrograms;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.DeviceTensor;
import ai.kelix.tensor.program.Executable;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.GoldenFile;
import ai.kelix.testkit.reference.ReferenceBackend;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The language model of the small fixture on the reference backend. For one thread. */
final class MicroModel implements AutoCloseable {
  static final GoldenFile GOLDEN = GoldenFile.fixture("ar-micro-a/golden.safetensors");

  private static final ArConfig CONFIG =
      ArConfigReader.read(Fixtures.path("ar-micro-a/config.json"));

  private final Checkpoint weights = Checkpoint.openLanguageModel(Fixtures.path("ar-micro-a"));
  private final Backend backend = new ReferenceBackend();
  private final LanguagePrograms programs;

  MicroModel(Precision precision) {
    this.programs =
        new LanguagePrograms(new KelixLanguageModel(Parameters.of(weights), CONFIG), precision);
  }

  LanguagePrograms programs() {
    return programs;
  }

  BackboneConfig config() {
    return CONFIG.backbone();
  }

  /** Runs a program that changes no state. */
  Map<String, HostTensor> run(Program program, Map<String, HostTensor> inputs) {
    Map<String, DeviceTensor> uploaded = new LinkedHashMap<>();
    inputs.forEach((name, value) -> uploaded.put(name, backend.upload(value)));
    return runOn(program, uploaded);
  }

  private Map<String, HostTensor> runOn(Program program, Map<String, DeviceTensor> inputs) {
    Map<String, HostTensor> outputs = new LinkedHashMap<>();
    try (Executable executable = backend.compile(program, weights, Set.of())) {
      executable.run(inputs).forEach((name, value) -> outputs.put(name, value.toHost()));
    }
    return outputs;
  }

  /** Opens sequences side by side. */
  Sequences sequences(int batch, int capacity) {
    return new Sequences(batch, capacity);
  }

  /** Sequences with their caches. */
  final class Sequences {
    private final Map<String, DeviceTensor> caches = new LinkedHashMap<>();

    private Sequences(int batch, int capacity) {
      for (Program.Input input : programs.backbone().inputs()) {
        if (input.updatedInPlace()) {
          long heads = config().keyValueHeads();
          caches.put(
              input.name(),
              backend.allocate(input.dtype(), batch, heads, capacity, config().headDim()));
        }
      }
    }

    /**
     * Reads blocks.
     *
     * @param blocks {@code [batch, L, M]}
     * @param lengths blocks that each sequence has already
     */
    HostTensor feed(HostTensor blocks, long... lengths) {
      Map<String, DeviceTensor> inputs = new LinkedHashMap<>(caches);
      inputs.put("blocks", backend.upload(blocks));
      inputs.put("length", backend.upload(HostTensor.of(lengths, lengths.length)));
      return Program.require(runOn(programs.backbone(), inputs), "hidden");
    }
  }

  @Override
  public void close() {
    backend.close();
    weights.close();
  }
}
