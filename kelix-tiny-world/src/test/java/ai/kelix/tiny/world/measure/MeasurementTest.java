package ai.kelix.tiny.world.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ai.kelix.GeneratedImage;
import ai.kelix.Generation;
import ai.kelix.GenerationOptions;
import ai.kelix.Image;
import ai.kelix.Kelix;
import ai.kelix.NothingDrawnException;
import ai.kelix.Prompt;
import ai.kelix.VisualTokens;
import ai.kelix.tiny.world.dataset.HeldOut;
import ai.kelix.tiny.world.language.DrawingPrompt;
import ai.kelix.tiny.world.scene.PictureRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  @Test
  void countsAPromptForWhichNothingIsDrawnAsMissed() {
    List<DrawingPrompt> prompts = HeldOut.prompts(1);
    DrawingPrompt refused = prompts.get(1);
    Kelix kelix = mock(Kelix.class);
    when(kelix.generate(any(Prompt.class), any(GenerationOptions.class)))
        .thenAnswer(
            call -> {
              Prompt prompt = call.getArgument(0);
              return prompt.equals(Prompt.of(refused.text()))
                  ? silent()
                  : drawing(example(prompts, prompt));
            });
    List<Measurement.Painted> seen = new ArrayList<>();

    Measurement measured =
        Measurement.ofGeneration(kelix, prompts, GenerationOptions.DEFAULTS, seen::add);

    assertThat(measured.overall()).isEqualTo(new Count(prompts.size() - 1, prompts.size()));
    assertThat(measured.counts().get(refused.kind().word())).isEqualTo(new Count(0, 1));
    assertThat(seen).hasSameSizeAs(prompts);
    assertThat(seen).filteredOn(painted -> painted.image().isEmpty()).hasSize(1);
  }

  private static Image example(List<DrawingPrompt> prompts, Prompt prompt) {
    return prompts.stream()
        .filter(p -> Prompt.of(p.text()).equals(prompt))
        .findFirst()
        .map(p -> PictureRenderer.image(p.example()))
        .orElseThrow();
  }

  private static Generation silent() {
    Generation generation = mock(Generation.class);
    when(generation.image()).thenThrow(new NothingDrawnException("Two."));
    return generation;
  }

  private static Generation drawing(Image image) {
    GeneratedImage.Timings timings =
        new GeneratedImage.Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    VisualTokens tokens = VisualTokens.of(1, 1, 1, 1, new int[1]);
    Generation generation = mock(Generation.class);
    when(generation.image()).thenReturn(new GeneratedImage(image, tokens, timings));
    return generation;
  }
}
