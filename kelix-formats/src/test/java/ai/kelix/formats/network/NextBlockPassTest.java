package ai.kelix.formats.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.model.llm.KelixLanguageModel;
import ai.kelix.model.loss.NextBlockPass;
import ai.kelix.model.loss.NextBlockTargets;
import ai.kelix.model.loss.PackedBlocks;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.ReferenceBackend;
import ai.kelix.tokenizer.block.BlockLayout;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A pass over packs, on the weights of a fixture. */
class NextBlockPassTest {
  private static final Path FOLDER = Fixtures.path("ar-micro-a");

  private final ArConfig config = ArConfigReader.read(FOLDER.resolve("config.json"));
  private final BlockLayout layout = config.backbone().layout();

  @Test
  void neighboursChangeNothing() {
    int[] first = {5, 6, 7};
    int[] second = {8, 9, 3, 4, 2};
    int[] both = IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();

    HostTensor together = output("hidden", both, new long[8], 0, 3, 8);
    HostTensor alone = output("hidden", second, new long[5], 0, 5);

    int width = config.backbone().width();
    float[] expected = alone.floats();
    float[] found = together.floats();
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[3 * width + i]).isEqualTo(expected[i]);
    }
  }

  @Test
  void aPackWithoutTargetsHasNoLoss() {
    HostTensor loss = output("loss", new int[] {5, 6, 7}, new long[3], 0, 3);

    assertThat(loss.floats()).containsExactly(0);
  }

  private HostTensor output(String name, int[] ids, long[] mask, int... borders) {
    int[] sequence = layout.expand(ids, new int[0]);
    try (ReferenceBackend backend = new ReferenceBackend();
        Checkpoint weights = Checkpoint.openLanguageModel(FOLDER)) {
      NextBlockPass pass =
          new NextBlockPass(
              new KelixLanguageModel(Parameters.of(weights), config),
              PackedBlocks.of(layout, sequence, borders),
              NextBlockTargets.of(layout, sequence, mask));
      return Program.require(new Runner(backend).run(pass.program(), weights, pass.inputs()), name);
    }
  }
}
