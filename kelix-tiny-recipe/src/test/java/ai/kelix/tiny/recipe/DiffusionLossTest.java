package ai.kelix.tiny.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.kelix.engine.Backends;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.DitConfigWriter;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.loss.FlowMatchingLoss;
import ai.kelix.tensor.Catalogue;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tokenizer.image.Size;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a transformer's configuration says of training acts in training. */
class DiffusionLossTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("kelix.fixtures")).resolve("dit-micro-b");

  private final Checkpoint golden = Checkpoint.openFile(FOLDER.resolve("golden.safetensors"));
  private final DitConfig config = DitConfigReader.read(FOLDER.resolve("config.json"));

  private HostTensor recorded(String name) {
    StoredTensor stored = golden.require(name);
    return HostTensor.wrap(golden.map(stored), stored.dtype(), stored.sizes());
  }

  @Test
  void rotatesByTheGridOfTheImage() {
    DiffusionLoss.Chance chance = chance(Optional.empty());
    DitConfig still = config.withoutRotation();

    assertThat(loss(config, chance)).isCloseTo(pass(chance), within(1e-5f));
    assertThat(Math.abs(loss(still, chance) - loss(config, chance))).isGreaterThan(1e-4f);
  }

  @Test
  void branchesThatAreLeftOutDoNotCount() {
    float[] paths = new float[2 * 2 * config.blocks()];
    Optional<HostTensor> none = Optional.of(HostTensor.of(paths, 2, 2L * config.blocks()));

    assertThat(loss(config, chance(none))).isNotEqualTo(loss(config, chance(Optional.empty())));
  }

  @Test
  void chanceFollowsTheConfiguration() {
    DitConfig deep =
        DitConfigReader.parse(
            DitConfigWriter.toJson(config).replace("\"drop_path\" : 0.0", "\"drop_path\" : 0.9"));
    SplittableRandom random = new SplittableRandom(1);

    DiffusionLoss.Chance chance = on(deep).chance(200, random);

    assertThat(chance.noise().sizes()).containsExactly(200, 6, 6, 4);
    assertThat(chance.paths().orElseThrow().sizes()).containsExactly(200, 6);
    assertThat(chance.keeps().floats()).contains(0, 1);
    assertThat(on(config).chance(2, random).paths()).isEmpty();
  }

  /** Neither chance nor places read a weight. */
  private static DiffusionLoss on(DitConfig config) {
    return on(config, new Declarations());
  }

  private static DiffusionLoss on(DitConfig config, Catalogue weights) {
    DiffusionTransformer network = new DiffusionTransformer(Parameters.of(weights), config);
    return new DiffusionLoss(network, new Size(6, 4));
  }

  private DiffusionLoss.Chance chance(Optional<HostTensor> paths) {
    return new DiffusionLoss.Chance(
        recorded("train.noise"),
        HostTensor.of(new float[] {0.4f, 0.8f}, 2),
        HostTensor.of(new float[] {1, 1}, 2),
        paths);
  }

  private float loss(DitConfig with, DiffusionLoss.Chance chance) {
    try (GradientBackend backend = backend();
        Variables variables = variables(backend);
        TensorScope scope = backend.scope(variables)) {
      DiffusionLoss loss = on(with, variables);
      HostTensor states = recorded("in.condition");
      return scope.download(loss.of(scope, states, recorded("train.x0"), chance)).floats()[0];
    }
  }

  /** The same by the program whose every stage is golden. */
  private float pass(DiffusionLoss.Chance chance) {
    try (GradientBackend backend = backend();
        Variables variables = variables(backend);
        TensorScope scope = backend.scope(variables)) {
      long[] real = new long[40];
      Arrays.fill(real, 1);
      Map<String, HostTensor> inputs = new HashMap<>();
      inputs.put("clean", recorded("train.x0"));
      inputs.put("noise", chance.noise());
      inputs.put("sigma", HostTensor.of(chance.levels().floats(), 2));
      inputs.put("keep", HostTensor.of(new float[] {1, 1}, 2));
      inputs.put("caption", recorded("in.condition"));
      inputs.put("mask", HostTensor.of(real, 2, 20));
      inputs.put("places", on(config).places(recorded("in.condition")).orElseThrow());
      Map<String, Tensor> uploaded = new HashMap<>();
      inputs.forEach((name, value) -> uploaded.put(name, scope.upload(value)));
      DiffusionTransformer network = new DiffusionTransformer(Parameters.of(variables), config);
      Map<String, Tensor> outputs =
          new FlowMatchingLoss(network).program(false).body().run(scope.tensors(), uploaded);
      return scope.download(Program.require(outputs, "loss")).floats()[0];
    }
  }

  private static GradientBackend backend() {
    return (GradientBackend) Backends.open(Optional.of("libtorch"), BackendOptions.DEFAULTS);
  }

  private Variables variables(GradientBackend backend) {
    Variables variables = backend.variables();
    try (Checkpoint weights = Checkpoint.openDiffusionTransformer(FOLDER)) {
      for (StoredTensor stored : weights.stored()) {
        HostTensor value = HostTensor.wrap(weights.map(stored), stored.dtype(), stored.sizes());
        variables.put(stored.name(), value, false);
      }
    }
    return variables;
  }
}
