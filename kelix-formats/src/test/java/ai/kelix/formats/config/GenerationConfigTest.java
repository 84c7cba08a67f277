package ai.kelix.formats.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.Sampling;
import ai.kelix.tensor.weights.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationConfigTest {
  @TempDir private Path folder;

  @Test
  void takesTheBestBlocksUnlessTheModelWantsOtherwise() throws IOException {
    GenerationConfig greedy = new GenerationConfig(Sampling.GREEDY, Sampling.GREEDY);
    assertThat(GenerationConfig.read(folder, Set.of(1, 2))).isEqualTo(greedy);
    write("{'eos_token_id': [1, 2], 'temperature': 0.6, 'top_k': 20}");
    assertThat(GenerationConfig.read(folder, Set.of(1, 2))).isEqualTo(greedy);
    write("{'do_sample': false, 'temperature': 0.0}");
    assertThat(GenerationConfig.read(folder, Set.of(1, 2))).isEqualTo(greedy);
  }

  @Test
  void readsHowTheModelWantsToAnswer() throws IOException {
    write("{'do_sample': true, 'temperature': 0.6, 'top_k': 20, 'top_p': 0.95}");
    assertThat(GenerationConfig.read(folder, Set.of(1, 2)))
        .isEqualTo(new GenerationConfig(random(0.6, 20, 0.95), Sampling.GREEDY));
    write("{'do_sample': true}");
    assertThat(GenerationConfig.read(folder, Set.of(1, 2)).answering()).isEqualTo(random(1, 50, 1));
  }

  @Test
  void readsHowTheModelWantsToDraw() throws IOException {
    write("{'drawing': {'temperature': 0.9, 'top_k': 20, 'top_p': 0.8}}");
    assertThat(GenerationConfig.read(folder, Set.of(1, 2)))
        .isEqualTo(new GenerationConfig(Sampling.GREEDY, random(0.9, 20, 0.8)));
    write("{'drawing': {}}");
    assertThat(GenerationConfig.read(folder, Set.of(1, 2)).drawing()).isEqualTo(random(1, 0, 1));
  }

  private static Sampling random(double temperature, int topK, double topP) {
    return new Sampling.Random(Sampling.Mode.PAPER, temperature, topK, topP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{'do_sample': 1}",
        "{'do_sample': true, 'temperature': 0}",
        "{'do_sample': true, 'top_k': -1}",
        "{'do_sample': true, 'top_p': 1.01}",
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
    assertThatThrownBy(() -> GenerationConfig.read(folder, Set.of(1, 2)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(GenerationConfig.FILE);
  }

  private void write(String json) throws IOException {
    Files.writeString(folder.resolve(GenerationConfig.FILE), json.replace('\'', '"'));
  }
}
