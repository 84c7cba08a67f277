package ai.kelix.formats.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.WeightFormat;
import ai.kelix.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedWriterTest {
  @TempDir private Path folder;

  /** Whether the interruption came between integers and scales, or in the middle of either. */
  @Test
  void interruptedWritingGivesTheSameFile() throws IOException {
    PackedWriter writer = new PackedWriter(WeightFormat.INT4, weights());
    Path whole = folder.resolve("whole.safetensors");
    writer.write(whole, (name, bytes) -> {});
    byte[] expected = Files.readAllBytes(whole);
    long end = expected.length;
    List<TensorPlan> plan = writer.plan();
    for (int i = plan.size() - 1; i >= 0; i--) {
      end -= plan.get(i).bytes();
      for (long cut : new long[] {end, end + plan.get(i).bytes() / 2}) {
        Path again = folder.resolve("again-" + cut + ".safetensors");
        Files.write(
            folder.resolve(again.getFileName() + ".part"),
            Arrays.copyOf(expected, Math.toIntExact(cut)));
        writer.write(again, (name, bytes) -> {});
        assertThat(again).as("cut to %d bytes", cut).hasBinaryContent(expected);
      }
    }
  }

  private static List<StoredTensor> weights() {
    try (Checkpoint checkpoint = Checkpoint.openLanguageModel(Fixtures.path("ar-micro-a"))) {
      return List.of(
          checkpoint.require("model.model.layers.0.attn.q_proj.weight"),
          checkpoint.require("model.model.layers.0.mlp.w2.weight"));
    }
  }
}
