package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Sampling;
import ai.kelix.UnderstandingOptions.StopRule;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.Fixtures;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A prompt read in parts means what it means read at once. */
public abstract class PromptPartsConformance {
  private static final int ANSWER = 4;

  /** Opens the backend under test. */
  protected abstract Backend open();

  @Test
  void partsOfAPromptMeanWhatTheWholeMeans() {
    ArConfig config = ArConfigReader.read(Fixtures.path("ar-micro-a/config.json"));
    BlockLayout layout = config.backbone().layout();
    int blocks = 2 * BlockWriter.PART + BlockWriter.PART / 3;
    int[] prompt = words(layout, blocks);
    Checkpoint weights = Checkpoint.openLanguageModel(Fixtures.path("ar-micro-a"));
    ModelPrograms.Language programs =
        ModelPrograms.Language.of(config, weights, Precision.FLOAT32, Map.of());
    try (weights;
        Backend backend = open();
        Executables executables = new Executables(backend, WeightFiles.of(List.of(weights)));
        CachedSession whole = new CachedSession(programs, executables, blocks + ANSWER);
        BlockWriter parts =
            new BlockWriter(
                new CachedSession(programs, executables, blocks + ANSWER),
                prompt,
                new BlockWriter.Rules(
                    Set.of(),
                    layout.visionStart(),
                    layout.visionEnd(),
                    ANSWER,
                    StopRule.CORRECTED,
                    new Choice(Sampling.GREEDY, Sampling.GREEDY, 0),
                    true))) {
      float[] expected = whole.feed(prompt).floats();
      List<int[]> written = new ArrayList<>();
      int pieces = 0;
      while (parts.finish().isEmpty()) {
        parts.advance().ifPresent(written::add);
        pieces++;
      }
      assertThat(pieces).isEqualTo(2 + ANSWER);
      float[] states = joined(parts.hidden().subList(0, 3));
      float largest = 0;
      for (float value : expected) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertThat(states).containsExactly(expected, Offset.offset(1e-5f * largest));
      for (int[] block : written) {
        int[] chosen = whole.choose(Sampling.GREEDY, new Noise(Noise.Stream.BLOCKS, 0));
        assertThat(block).isEqualTo(chosen);
        whole.feed(chosen);
      }
    }
  }

  /** Blocks of one word each, drawn by seed. */
  private static int[] words(BlockLayout layout, int blocks) {
    Random random = new Random(11);
    int[] ids = new int[blocks * layout.width()];
    for (int block = 0; block < blocks; block++) {
      layout.putText(ids, block, random.nextInt(layout.vocabulary() - 32));
    }
    return ids;
  }

  private static float[] joined(List<HostTensor> parts) {
    int count = parts.stream().mapToInt(part -> part.floats().length).sum();
    float[] all = new float[count];
    int at = 0;
    for (HostTensor part : parts) {
      float[] values = part.floats();
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    return all;
  }
}
