package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.GeneratedImage;
import ai.kelix.GenerationOptions;
import ai.kelix.GenerationOptions.Solver;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import ai.kelix.Sampling;
import ai.kelix.VisualTokens;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What options say nothing about is left to the model, with kelix-tiny. */
class OptionsActTest {
  private static final Prompt PROMPT = Prompt.of("a blue star");
  private static final GenerationOptions QUICK = GenerationOptions.DEFAULTS.withSteps(2);

  private static Kelix kelix;

  @BeforeAll
  static void load() {
    kelix = Kelix.builder("kelix-tiny").backend("onnx").load();
  }

  @AfterAll
  static void close() {
    kelix.close();
  }

  @Test
  void paintingOptionsDoNotChangeWhatIsDrawn() {
    VisualTokens plain = kelix.generate(PROMPT).image().tokens();
    for (GenerationOptions options :
        List.of(
            QUICK,
            QUICK.withGuidance(2),
            QUICK.withSolver(Solver.DPM_SOLVER),
            QUICK.withPreviewEvery(1),
            QUICK.withSampling(kelix.model().drawing()))) {
      assertThat(tokens(options)).as("%s", options).isEqualTo(plain);
    }
  }

  @Test
  void everySeedDrawsAndPaintsItsOwn() {
    GeneratedImage one = kelix.generate(PROMPT, QUICK.withSeed(1)).image();
    GeneratedImage other = kelix.generate(PROMPT, QUICK.withSeed(2)).image();
    assertThat(one.tokens()).isNotEqualTo(other.tokens());
    assertThat(one.image()).isNotEqualTo(other.image());
    assertThat(kelix.generate(PROMPT, QUICK.withSeed(1)).image().image()).isEqualTo(one.image());
  }

  @Test
  void aSeedPaintsAnotherPictureOfTheSameBestBlocks() {
    GenerationOptions best = QUICK.withSampling(Sampling.GREEDY);
    GeneratedImage one = kelix.generate(PROMPT, best.withSeed(1)).image();
    GeneratedImage other = kelix.generate(PROMPT, best.withSeed(2)).image();
    assertThat(one.tokens()).isEqualTo(other.tokens());
    assertThat(one.image()).isNotEqualTo(other.image());
  }

  private static VisualTokens tokens(GenerationOptions options) {
    return kelix.generate(PROMPT, options).image().tokens();
  }
}
