package ai.kelix.model.tok;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.formats.config.ArConfigReader;
import ai.kelix.model.llm.ArConfig;
import ai.kelix.tensor.Declarations;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.WeightUse;
import ai.kelix.testkit.Fixtures;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VisionProgramsTest {
  private static final ArConfig CONFIG =
      ArConfigReader.read(Fixtures.path("ar-micro-a/config.json"));

  private final KelixTokenizerModel model =
      new KelixTokenizerModel(Parameters.of(new Declarations()), CONFIG.tokenizer());
  private final Program encode =
      new VisionPrograms(model, Precision.FLOAT32).encode(CONFIG.backbone().vocabSize());

  @Test
  void anImageIsNotProjectedUpForNobody() {
    assertThat(WeightUse.of(encode).weights())
        .isNotEmpty()
        .noneSatisfy((name, shape) -> assertThat(name).contains("up_projectors"));
  }

  @Test
  void observersStillSeeEmbeddingsAndLosses() {
    assertThat(encode.traced(Backend.OBSERVE_ALL).pruned().outputs())
        .containsKeys("tok.token_embeds", "tok.codebook_loss");
    assertThat(encode.traced(Set.of()).pruned().nodes().size())
        .isLessThan(encode.traced(Backend.OBSERVE_ALL).pruned().nodes().size());
  }
}
