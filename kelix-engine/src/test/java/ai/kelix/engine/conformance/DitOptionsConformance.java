package ai.kelix.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.checkpoint.SafetensorsWriter;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.dit.PositionArguments.Question;
import ai.kelix.model.initial.Initialization;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.GoldenAssert;
import ai.kelix.testkit.reference.ReferenceBackend;
import ai.kelix.tokenizer.image.Size;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Options of Kelix-DiT in combinations that no fixture has (kelix-dit §4.1): a backend computes
 * what plain double precision does, in one piece as well as prepared once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DitOptionsConformance {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double TOLERANCE = 5e-5;
  private static final int ROWS = 11;

  @TempDir private Path folder;
  private Backend backend;
  private int files;

  /** Opens the backend under test. */
  protected abstract Backend open();

  @BeforeAll
  void openOnce() {
    backend = open();
  }

  @AfterAll
  void close() {
    backend.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"patch_size\": 3, \"pe_interpolation\": 2.0, \"y_norm\": false}",
        "{\"patch_size\": 2, \"pred_sigma\": true, \"attn_type\": \"flash\"}",
        "{\"use_position_scale\": false, \"ffn_type\": \"mlp\", \"use_connector\": false}",
        "{\"mlp_acts\": [\"gelu\", \"relu\", \"silu\"], \"cross_attn_x_norm\": false}",
        "{\"qk_norm\": false, \"cross_norm\": false, \"use_pe\": false, \"num_heads\": 4}",
        "{\"use_cross_attn_rope\": false, \"linear_head_dim\": 8, \"mlp_ratio\": 1.3}"
      })
  void computesEveryOption(String options) throws IOException {
    DitConfig config = config(options);
    Map<String, HostTensor> inputs = inputs(config);
    try (Backend reference = new ReferenceBackend();
        Checkpoint weights = drawn(config)) {
      DiffusionPrograms programs =
          new DiffusionPrograms(
              new DiffusionTransformer(Parameters.of(weights), config), Precision.FLOAT32);
      Program whole = programs.whole(config.hasConnector());
      Map<String, HostTensor> expected =
          new Runner(reference).run(whole, weights, only(inputs, whole));
      Map<String, HostTensor> found = new Runner(backend).run(whole, weights, only(inputs, whole));
      assertThat(found).containsOnlyKeys(expected.keySet());
      HostTensor velocity = Program.require(expected, "velocity");
      GoldenAssert.close(Program.require(found, "velocity"), velocity, TOLERANCE);
      assertThat(velocity.sizes()).isEqualTo(Program.require(inputs, "latent").sizes());

      inputs.putAll(run(programs.condition(), weights, inputs));
      HostTensor prepared = Program.require(run(programs.velocity(), weights, inputs), "velocity");
      GoldenAssert.close(prepared, velocity, TOLERANCE);
    }
  }

  private Map<String, HostTensor> run(
      Program program, Checkpoint weights, Map<String, HostTensor> inputs) {
    return new Runner(backend).run(program, weights, only(inputs, program));
  }

  private static Map<String, HostTensor> only(Map<String, HostTensor> inputs, Program program) {
    Map<String, HostTensor> asked = new HashMap<>();
    program
        .inputs()
        .forEach(input -> asked.put(input.name(), Program.require(inputs, input.name())));
    return asked;
  }

  private static DitConfig config(String options) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(Fixtures.path("dit-micro-b/config.json").toFile());
    json.setAll((ObjectNode) JSON.readTree(options));
    json.put("input_size", 6);
    return DitConfigReader.parse(json.toString());
  }

  private Checkpoint drawn(DitConfig config) throws IOException {
    Initialization initialization = new Initialization(9, 1);
    Map<String, HostTensor> weights = new HashMap<>();
    List<TensorPlan> plans = new ArrayList<>();
    Declarations.of(p -> new DiffusionTransformer(p, config))
        .forEach(
            (name, demanded) -> {
              HostTensor values = initialization.initial(demanded);
              plans.add(new TensorPlan(name, DType.F32, values.shape()));
              weights.put(name, values);
            });
    Path file = folder.resolve("drawn" + files++ + ".safetensors");
    try (SafetensorsWriter writer = SafetensorsWriter.open(file, plans, Map.of())) {
      plans.forEach(plan -> writer.write(Program.require(weights, plan.name()).data().duplicate()));
      writer.finish();
    }
    return Checkpoint.openFile(file);
  }

  private static Map<String, HostTensor> inputs(DitConfig config) {
    Random random = new Random(4);
    Map<String, HostTensor> inputs = new HashMap<>();
    HostTensor caption = normal(random, 2, ROWS, config.conditionChannels());
    inputs.put("latent", normal(random, 2, config.latentChannels(), 6, 12));
    inputs.put("timestep", HostTensor.of(new float[] {17.5f, 803}, 2));
    inputs.put("caption", caption);
    inputs.put("hidden", caption);
    inputs.put("mask", HostTensor.of(ones(2 * ROWS), 2, ROWS));
    PositionArguments positions =
        PositionArguments.of(Question.whenPainting(config, new Size(60, 60), ROWS, ROWS));
    inputs.put(DiffusionPrograms.PLACES, positions.keys(config, ROWS));
    return inputs;
  }

  private static long[] ones(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static HostTensor normal(Random random, long... sizes) {
    HostTensor tensor = HostTensor.allocate(DType.F32, sizes);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(Float.BYTES * i, (float) random.nextGaussian());
    }
    return tensor;
  }
}
