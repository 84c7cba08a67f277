package ai.kelix.formats.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.formats.config.DitConfigWriter;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.StochasticDepth;
import ai.kelix.model.loss.FlowMatchingLoss;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.GoldenFile;
import ai.kelix.testkit.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code drop_path} leaves gated branches out in training (kelix-dit §4.1). */
class StochasticDepthTest {
  private static final DitConfig CONFIG =
      DitConfigReader.parse(
          DitConfigWriter.toJson(DitConfigReader.read(Fixtures.path("dit-micro-b/config.json")))
              .replace("\"drop_path\" : 0.0", "\"drop_path\" : 0.5"));

  @Test
  void laterBlocksLoseMoreAndWhatIsLeftCountsForIt() {
    // Blocks 0, 1 and 2 lose branches with probability 0, 1/4 and 1/2.
    assertThat(StochasticDepth.draw(CONFIG, 1, () -> 0.3).floats())
        .containsExactly(1, 1, 4f / 3, 4f / 3, 0, 0);
    assertThat(StochasticDepth.draw(CONFIG, 2, () -> 0.1).floats())
        .containsExactly(1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void factorsActOnEachBranchOfEachSample() {
    float[] whole = StochasticDepth.whole(CONFIG, 2).floats();
    float[] unchanged = stages(whole, "block1.out");

    for (int branch = 0; branch < 4; branch++) {
      float[] without = whole.clone();
      without[6 + branch] = 0;
      float[] changed = stages(without, "block1.out");
      int sample = changed.length / 2;
      assertThat(first(changed, sample)).isEqualTo(first(unchanged, sample));
      assertThat(changed).isNotEqualTo(unchanged);
    }
    assertThat(stages(without(whole, 4), "block1.out")).isEqualTo(unchanged);
    assertThat(stages(without(whole, 4), "velocity")).isNotEqualTo(stages(whole, "velocity"));
  }

  private static float[] first(float[] values, int count) {
    return Arrays.copyOf(values, count);
  }

  private static float[] without(float[] factors, int branch) {
    float[] fewer = factors.clone();
    fewer[branch] = 0;
    return fewer;
  }

  private static float[] stages(float[] paths, String stage) {
    GoldenFile golden = GoldenFile.fixture("dit-micro-b/golden.safetensors");
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put("clean", golden.get("train.x0"));
    inputs.put("noise", golden.get("train.noise"));
    inputs.put("sigma", HostTensor.of(new float[] {0.2f, 0.7f}, 2));
    inputs.put("keep", HostTensor.of(new float[] {1, 1}, 2));
    inputs.put("caption", golden.get("in.condition"));
    inputs.put("mask", golden.get("in.mask"));
    inputs.put("places", HostTensor.of(new long[40], 20, 2));
    inputs.put("paths", HostTensor.of(paths, 2, 6));
    try (ReferenceBackend backend = new ReferenceBackend();
        Checkpoint weights = Checkpoint.openDiffusionTransformer(Fixtures.path("dit-micro-b"))) {
      DiffusionTransformer network = new DiffusionTransformer(Parameters.of(weights), CONFIG);
      Program pass = new FlowMatchingLoss(network).program(false);
      return Program.require(new Runner(backend).run(pass, weights, inputs), stage).floats();
    }
  }
}
