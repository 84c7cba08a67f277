package ai.kelix.tiny.world.judge;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tiny.world.dataset.HeldOut;
import ai.kelix.tiny.world.language.DrawingPrompt;
import ai.kelix.tiny.world.language.PromptReader;
import ai.kelix.tiny.world.language.Wish;
import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureGenerator;
import ai.kelix.tiny.world.scene.PictureRenderer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WishJudgeTest {

  @Test
  void readsDrawnScenesBack() {
    SplittableRandom random = new SplittableRandom(5);
    int right = 0;
    for (int i = 0; i < 300; i++) {
      Picture.Scene scene = PictureGenerator.scene(random);
      List<Item> read = SceneReader.items(PictureRenderer.image(scene));
      Picture.Scene copy = new Picture.Scene(read, 0);
      right += copy.identity().equals(scene.identity()) ? 1 : 0;
    }
    // What is missed are centres within a pixel of a ninth's border.
    assertThat(right).isGreaterThanOrEqualTo(285);
  }

  @Test
  void theExampleOfEachPromptSatisfiesIt() {
    List<DrawingPrompt> prompts = HeldOut.prompts();
    int satisfied = 0;
    for (DrawingPrompt prompt : prompts) {
      Wish wish = PromptReader.read(prompt.text()).orElseThrow();
      satisfied += WishJudge.satisfies(PictureRenderer.image(prompt.example()), wish) ? 1 : 0;
    }
    assertThat(satisfied).isGreaterThanOrEqualTo(prompts.size() * 98 / 100);
  }

  @Test
  void theExampleOfAnotherPromptDoesNot() {
    List<DrawingPrompt> prompts = HeldOut.prompts();
    int satisfied = 0;
    for (int i = 0; i < prompts.size(); i++) {
      Wish wish = PromptReader.read(prompts.get(i).text()).orElseThrow();
      DrawingPrompt other = prompts.get((i + 1) % prompts.size());
      satisfied += WishJudge.satisfies(PictureRenderer.image(other.example()), wish) ? 1 : 0;
    }
    assertThat(satisfied).isLessThan(prompts.size() / 10);
  }
}
