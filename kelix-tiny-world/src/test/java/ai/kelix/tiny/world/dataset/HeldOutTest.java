package ai.kelix.tiny.world.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tiny.world.language.DrawingPrompt;
import ai.kelix.tiny.world.language.PromptKind;
import ai.kelix.tiny.world.language.QuestionKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldOutTest {

  @Test
  void asksEquallyManyQuestionsOfEachCategoryAboutDifferentPictures() {
    List<PictureQuestion> questions = HeldOut.questions();
    assertThat(questions).hasSize(600).allMatch(question -> Split.heldOut(question.picture()));
    for (QuestionKind kind : QuestionKind.values()) {
      assertThat(questions).filteredOn(q -> q.question().kind() == kind).hasSize(100);
    }
    assertThat(questions).extracting(q -> q.picture().identity()).doesNotHaveDuplicates();
  }

  @Test
  void givesEquallyManyPromptsOfEachMeasuredCategory() {
    List<DrawingPrompt> prompts = HeldOut.prompts();
    assertThat(prompts).hasSize(300).allMatch(Split::heldOut);
    for (PromptKind kind : PromptKind.measured()) {
      assertThat(prompts).filteredOn(prompt -> prompt.kind() == kind).hasSize(50);
    }
    assertThat(prompts).extracting(DrawingPrompt::text).doesNotHaveDuplicates();
  }

  @Test
  void shorterSetsBeginTheLongerOnes() {
    assertThat(HeldOut.questions().subList(0, 30)).isEqualTo(HeldOut.questions(5));
    assertThat(HeldOut.prompts().subList(0, 30)).isEqualTo(HeldOut.prompts(5));
  }
}
