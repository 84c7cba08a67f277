package ai.kelix.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.tensor.program.Runner;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.ReferenceBackend;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The demo paints a rotating network with positions of its own. Its autoencoder is no fixture, but
 * all that lies between the painted latent and the recorded one is a factor.
 */
class PipelinePositionsTest {
  @Test
  void paintsTheRecordedLatentUpToTheScaleOfItsAutoencoder() {
    Path folder = Fixtures.path("dit-micro-b");
    Golden golden = Golden.read(folder);
    DitConfig config = DitConfigReader.read(folder.resolve("config.json"));
    try (ReferenceBackend backend = new ReferenceBackend();
        Checkpoint weights = Checkpoint.openDiffusionTransformer(folder)) {
      PipelineChecks checks =
          new PipelineChecks(
              new Velocities(config, weights, new Runner(backend)),
              golden,
              new Findings(golden, name -> Tolerance.ofLargest(5e-5)),
              Arguments.read(folder),
              Optional.empty());

      float[] painted = checks.painted("pipeline.", golden.get("pipeline.noise"), 18);

      assertThat(deviationFromMultiple(painted, golden.get("pipeline.vae_input").floats()))
          .isLessThan(2e-5);
    }
  }

  /** Returns what of {@code recorded} is no multiple of {@code painted}, as a fraction. */
  private static double deviationFromMultiple(float[] painted, float[] recorded) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < painted.length; i++) {
      product += (double) painted[i] * recorded[i];
      square += (double) painted[i] * painted[i];
    }
    double factor = product / square;
    double worst = 0;
    double largest = 0;
    for (int i = 0; i < painted.length; i++) {
      worst = Math.max(worst, Math.abs(recorded[i] - factor * painted[i]));
      largest = Math.max(largest, Math.abs(recorded[i]));
    }
    return worst / largest;
  }
}
