package ai.kelix.samples.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.training.run.TensorArchive;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAutoencoderTest {
  private static final int STEPS = 40;

  @TempDir Path folder;

  @Test
  void copiesBetterAfterSomeSteps() {
    try (GradientBackend backend = TrainAutoencoder.open();
        TrainAutoencoder training = new TrainAutoencoder(backend, STEPS)) {
      double first = mean(training, 5);
      for (int i = 10; i < STEPS; i++) {
        training.step();
      }
      assertThat(mean(training, 5)).isLessThan(0.7 * first);
    }
  }

  @Test
  void trainingIsRepeatable() {
    try (GradientBackend backend = TrainAutoencoder.open();
        TrainAutoencoder once = new TrainAutoencoder(backend, 3);
        TrainAutoencoder again = new TrainAutoencoder(backend, 3)) {
      for (int i = 0; i < 3; i++) {
        assertThat(again.step()).isEqualTo(once.step());
      }
    }
  }

  @Test
  void theWeightsAreACheckpointOfTheReleasedNaming() {
    Path file = folder.resolve("autoencoder.safetensors");
    try (GradientBackend backend = TrainAutoencoder.open();
        TrainAutoencoder training = new TrainAutoencoder(backend, 1)) {
      training.step();
      TensorArchive.write(file, training.weights());
    }
    try (Checkpoint checkpoint = Checkpoint.openFile(file)) {
      assertThat(checkpoint.names())
          .contains("encoder.conv_in.weight", "decoder.conv_out.weight")
          .allMatch(name -> name.startsWith("encoder.") || name.startsWith("decoder."));
    }
  }

  private static double mean(TrainAutoencoder training, int steps) {
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += training.step();
    }
    return sum / steps;
  }
}
