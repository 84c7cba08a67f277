package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.GenerationOptions;
import ai.kelix.Image;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.dit.PositionArguments.Question;
import ai.kelix.model.flow.EulerSolver;
import ai.kelix.model.flow.FlowSchedule;
import ai.kelix.model.flow.VelocityFunction;
import ai.kelix.model.initial.Initialization;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.PixelConversion;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.MemoryTensorSource;
import ai.kelix.testkit.reference.ReferenceBackend;
import ai.kelix.tokenizer.image.Size;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A network that rotates paints what the demo would: without padding, with keys prepared once, it
 * computes the same as padded and masked in one piece (kelix-dit §7.4, §8, §9).
 */
class RotatingPainterTest {
  private static final int REAL_ROWS = 17;
  private static final int STEPS = 3;
  private static final double GUIDANCE = 2;

  private final DitConfig dit = DitConfigReader.read(Fixtures.path("dit-micro-b/config.json"));
  private final VaeConfig vae =
      VaeConfigReader.parse(
          "{\"latent_channels\": 6, \"encoder_block_types\": \"ResBlock\","
              + " \"encoder_block_out_channels\": [6, 6, 6], \"decoder_block_out_channels\": [6, 6, 6],"
              + " \"encoder_layers_per_block\": [1, 1, 1], \"decoder_layers_per_block\": [1, 1, 1],"
              + " \"encoder_qkv_multiscales\": [[], [], []], \"decoder_qkv_multiscales\": [[], [], []],"
              + " \"upsample_block_type\": \"interpolate\", \"downsample_block_type\": \"conv\"}");
  private final TensorSource vaeWeights = drawn();

  private TensorSource drawn() {
    Initialization initialization = new Initialization(5, 1);
    Map<String, HostTensor> weights = new HashMap<>();
    Declarations.of(p -> new Autoencoder(p, vae))
        .forEach((name, demanded) -> weights.put(name, initialization.initial(demanded)));
    return new MemoryTensorSource(weights);
  }

  @Test
  void paintsAsTheDemoDoes() {
    try (ReferenceBackend backend = new ReferenceBackend();
        Checkpoint weights = Checkpoint.openDiffusionTransformer(Fixtures.path("dit-micro-b"))) {
      Image expected = expected(new Runner(backend), weights);

      assertThat(largestDifference(painted(backend, weights, REAL_ROWS), expected))
          .isLessThanOrEqualTo(1);
      assertThat(largestDifference(painted(backend, weights, 24), expected)).isGreaterThan(1);
    }
  }

  private static int largestDifference(Image first, Image second) {
    int largest = 0;
    for (int i = 0; i < first.rgb().length; i++) {
      largest = Math.max(largest, Math.abs((first.rgb()[i] & 0xFF) - (second.rgb()[i] & 0xFF)));
    }
    return largest;
  }

  private Image painted(ReferenceBackend backend, TensorSource weights, int drawn) {
    GenerationOptions options = GenerationOptions.DEFAULTS.withSteps(STEPS).withGuidance(GUIDANCE);
    ModelFolder.Painting parts = new ModelFolder.Painting(dit, weights, vae, vaeWeights);
    try (Executables executables = new Executables(backend, WeightFiles.of(List.of()));
        Painter painter =
            new Painter(
                parts,
                ModelPrograms.Brush.of(parts, Precision.FLOAT32, Map.of()),
                executables,
                hidden(REAL_ROWS),
                drawn,
                options,
                new Noise(Noise.Stream.LATENT, 3))) {
      for (int i = 0; i < STEPS; i++) {
        painter.step();
      }
      return painter.image();
    }
  }

  /** Rows behind the real ones are zero. */
  private HostTensor hidden(int rows) {
    float[] states = new float[rows * dit.conditionChannels()];
    Random random = new Random(11);
    for (int i = 0; i < REAL_ROWS * dit.conditionChannels(); i++) {
      states[i] = (float) random.nextGaussian();
    }
    return HostTensor.of(states, 1, rows, dit.conditionChannels());
  }

  private Image expected(Runner runner, TensorSource weights) {
    int rows = dit.conditionRows();
    int side = dit.inputSize();
    long[] mask = new long[rows];
    Arrays.fill(mask, 0, REAL_ROWS, 1);
    HostTensor places =
        PositionArguments.of(Question.whenPainting(dit, new Size(side, side), rows, REAL_ROWS))
            .keys(dit, rows);
    Map<String, HostTensor> nothing =
        runner.run(programs(weights).nullTable(rows), weights, Map.of());
    HostTensor table =
        HostTensor.of(Program.require(nothing, "table").floats(), 1, rows, dit.captionChannels());
    long[] all = new long[rows];
    Arrays.fill(all, 1);
    float[] latent = new float[dit.latentChannels() * side * side];
    new Noise(Noise.Stream.LATENT, 3).gaussian(FloatBuffer.wrap(latent));
    VelocityFunction guided =
        VelocityFunction.guided(
            (x, t) -> whole(runner, weights, true, x, t, hidden(rows), mask, places),
            (x, t) -> whole(runner, weights, false, x, t, table, all, places),
            GUIDANCE);
    EulerSolver solver = new EulerSolver(FlowSchedule.linear(STEPS));
    for (int i = 0; i < STEPS; i++) {
      solver.step(latent, guided);
    }
    HostTensor input = HostTensor.of(latent, 1, dit.latentChannels(), side, side);
    VaePrograms decode =
        new VaePrograms(new Autoencoder(Parameters.of(vaeWeights), vae), Precision.FLOAT32);
    HostTensor image =
        Program.require(runner.run(decode.decode(), vaeWeights, Map.of("latent", input)), "image");
    return PixelConversion.toImage(image.floats(), (int) image.sizes()[2], (int) image.sizes()[3]);
  }

  private DiffusionPrograms programs(TensorSource weights) {
    return new DiffusionPrograms(
        new DiffusionTransformer(Parameters.of(weights), dit), Precision.FLOAT32);
  }

  private float[] whole(
      Runner runner,
      TensorSource weights,
      boolean connects,
      float[] latent,
      float timestep,
      HostTensor caption,
      long[] mask,
      HostTensor places) {
    long side = dit.inputSize();
    Map<String, HostTensor> inputs =
        Map.of(
            "latent",
            HostTensor.of(latent, 1, dit.latentChannels(), side, side),
            "timestep",
            HostTensor.of(new float[] {timestep}, 1),
            "caption",
            caption,
            "mask",
            HostTensor.of(mask, 1, mask.length),
            DiffusionPrograms.PLACES,
            places);
    return Program.require(
            runner.run(programs(weights).whole(connects), weights, inputs), "velocity")
        .floats();
  }
}
