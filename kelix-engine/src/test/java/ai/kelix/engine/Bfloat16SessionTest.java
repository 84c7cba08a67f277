package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Sampling;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.testkit.Fixtures;
import ai.kelix.testkit.reference.GoldenAssert;
import ai.kelix.testkit.reference.ReferenceBackend;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A sequence may compute and keep its cache in bfloat16; its states leave in float32. */
class Bfloat16SessionTest {
  private final ArConfig config = ArConfigReader.read(Fixtures.path("ar-micro-a/config.json"));
  private final BlockLayout layout = config.backbone().layout();

  private record Answer(HostTensor first, HostTensor second, int blockWidth) {}

  private Answer answer(Precision precision) {
    Checkpoint weights = Checkpoint.openLanguageModel(Fixtures.path("ar-micro-a"));
    ModelPrograms.Language programs =
        ModelPrograms.Language.of(config, weights, precision, Map.of());
    try (weights;
        ReferenceBackend backend = new ReferenceBackend();
        Executables executables = new Executables(backend, WeightFiles.of(List.of(weights)));
        CachedSession session = new CachedSession(programs, executables, 8)) {
      HostTensor first = session.feed(words(5, 17, 3));
      HostTensor second = session.feed(words(40));
      return new Answer(
          first, second, session.choose(Sampling.GREEDY, new Noise(Noise.Stream.LATENT, 1)).length);
    }
  }

  private int[] words(int... ids) {
    int[] blocks = new int[ids.length * layout.width()];
    for (int i = 0; i < ids.length; i++) {
      layout.putText(blocks, i, ids[i]);
    }
    return blocks;
  }

  @Test
  void statesAreCloseToThoseInFloat32() {
    Answer wide = answer(Precision.FLOAT32);
    Answer narrow = answer(Precision.BFLOAT16);

    assertThat(narrow.second().dtype()).isEqualTo(DType.F32);
    GoldenAssert.close(narrow.first(), wide.first(), 0.02);
    GoldenAssert.close(narrow.second(), wide.second(), 0.02);
    assertThat(narrow.second().floats()).isNotEqualTo(wide.second().floats());
    assertThat(narrow.blockWidth()).isEqualTo(layout.width());
  }

  @Test
  void theCacheIsOfTheTypeComputedIn() {
    try (Checkpoint weights = Checkpoint.openLanguageModel(Fixtures.path("ar-micro-a"))) {
      ModelPrograms.Language programs =
          ModelPrograms.Language.of(config, weights, Precision.BFLOAT16, Map.of());

      assertThat(programs.backbone().program().inputs())
          .filteredOn(Program.Input::updatedInPlace)
          .isNotEmpty()
          .allMatch(input -> input.dtype() == DType.BF16);
    }
  }
}
