package ai.kelix.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Sampling;
import ai.kelix.core.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawingConfigTest {
  @TempDir private Path folder;

  @Test
  void takesTheBestBlocksUnlessTheModelWantsOtherwise() throws IOException {
    assertThat(DrawingConfig.read(folder)).isEqualTo(Sampling.GREEDY);
    write("{'do_sample': true, 'temperature': 0.6, 'eos_token_id': [1, 2]}");
    assertThat(DrawingConfig.read(folder)).isEqualTo(Sampling.GREEDY);
  }

  @Test
  void readsWhatTheModelWants() throws IOException {
    write("{'drawing': {'temperature': 0.9, 'top_k': 20, 'top_p': 0.8}}");
    assertThat(DrawingConfig.read(folder))
        .isEqualTo(new Sampling(Sampling.Mode.PAPER, 0.9, 20, 0.8, 0));
    write("{'drawing': {}}");
    assertThat(DrawingConfig.read(folder)).isEqualTo(new Sampling(Sampling.Mode.PAPER, 1, 0, 1, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{'drawing': 1}",
        "{'drawing': {'temperature': 0}}",
        "{'drawing': {'temperature': 'hot'}}",
        "{'drawing': {'top_k': -1}}",
        "{'drawing': {'top_k': 2.5}}",
        "{'drawing': {'top_p': 1.5}}",
        "{'drawing': {'top_p': 0}}",
      })
  void refusesWhatCannotBeMeant(String json) throws IOException {
    write(json);
    assertThatThrownBy(() -> DrawingConfig.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(DrawingConfig.FILE);
  }

  private void write(String json) throws IOException {
    Files.writeString(folder.resolve(DrawingConfig.FILE), json.replace('\'', '"'));
  }
}
