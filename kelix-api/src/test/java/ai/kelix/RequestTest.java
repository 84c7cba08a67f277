package ai.kelix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestTest {
  private static final Image PIXEL = Image.ofRgb(1, 1, new byte[3]);

  @Test
  void partsKeepTheirOrder() {
    VisualTokens tokens = VisualTokens.of(1, 1, 1, 1, new int[1]);
    Prompt prompt =
        Prompt.builder()
            .system("s")
            .text("a")
            .image(PIXEL)
            .tokens(tokens)
            .text("<|im_end|>")
            .build();
    assertThat(prompt.system()).contains("s");
    assertThat(prompt.parts())
        .containsExactly(
            new Prompt.Text("a"),
            new Prompt.Picture(PIXEL),
            new Prompt.Tokens(tokens),
            new Prompt.Text("<|im_end|>"));
  }

  @Test
  void emptyAndBlankPromptsAreRefused() {
    assertThatExceptionOfType(InvalidPromptException.class)
        .isThrownBy(() -> new Prompt(Optional.empty(), List.of()));
    assertThatExceptionOfType(InvalidPromptException.class).isThrownBy(() -> Prompt.of(" \n"));
    assertThat(Prompt.of(PIXEL, "").parts()).hasSize(2);
  }

  @Test
  void samplingRangesAreChecked() {
    refusesSampling(0, 0, 1);
    refusesSampling(Double.NaN, 0, 1);
    refusesSampling(Double.POSITIVE_INFINITY, 0, 1);
    refusesSampling(1, -1, 1);
    refusesSampling(1, 0, 0);
    refusesSampling(1, 0, 1.01);
    refusesSampling(1, 0, Double.NaN);
  }

  @Test
  void optionRangesAreChecked() {
    GenerationOptions options = GenerationOptions.DEFAULTS;
    assertThatIllegalArgumentException().isThrownBy(() -> options.withSteps(0));
    assertThatIllegalArgumentException().isThrownBy(() -> options.withGuidance(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> options.withGuidance(-0.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withGuidance(Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> options.withPreviewEvery(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnderstandingOptions.DEFAULTS.withMaxBlocks(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Kelix.builder("a").threads(0));
    assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> Kelix.builder(" "));
  }

  private static void refusesSampling(double temperature, int topK, double topP) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sampling.Random(Sampling.Mode.PAPER, temperature, topK, topP));
  }
}
