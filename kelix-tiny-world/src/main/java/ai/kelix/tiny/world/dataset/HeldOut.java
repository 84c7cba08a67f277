package ai.kelix.tiny.world.dataset;

import ai.kelix.tiny.world.language.DrawingPrompt;
import ai.kelix.tiny.world.language.PromptKind;
import ai.kelix.tiny.world.language.Prompts;
import ai.kelix.tiny.world.language.Question;
import ai.kelix.tiny.world.language.QuestionKind;
import ai.kelix.tiny.world.language.Questions;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureGenerator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The questions and prompts on which kelix-tiny is judged: always the same, equally many of each
 * category, none twice, and none with a picture or prompt that training can draw. Stateless.
 */
public final class HeldOut {
  private static final int QUESTIONS_OF_A_KIND = 100;
  private static final int PROMPTS_OF_A_KIND = 50;

  private HeldOut() {}

  /** Returns 600 questions: 100 of each of the six categories, in turn. */
  public static List<PictureQuestion> questions() {
    return questions(QUESTIONS_OF_A_KIND);
  }

  /**
   * Returns the first so many questions of each category, in turn.
   *
   * @param ofEachKind at least 1
   */
  public static List<PictureQuestion> questions(int ofEachKind) {
    SplittableRandom random = Randomness.HELD_OUT_QUESTION.of(0);
    List<PictureQuestion> questions = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ofEachKind; i++) {
      for (QuestionKind kind : QuestionKind.values()) {
        questions.add(question(kind, seen, random));
      }
    }
    return questions;
  }

  private static PictureQuestion question(
      QuestionKind kind, Set<String> seen, SplittableRandom random) {
    while (true) {
      Picture picture = picture(kind, random);
      Optional<Question> question =
          PictureGenerator.shuffled(Questions.about(picture, random), random).stream()
              .filter(q -> q.kind() == kind)
              .findFirst();
      if (question.isPresent() && Split.heldOut(picture) && seen.add(picture.identity())) {
        return new PictureQuestion(picture, question.get());
      }
    }
  }

  private static Picture picture(QuestionKind kind, SplittableRandom random) {
    return switch (kind) {
      case WORD -> PictureGenerator.word(random);
      case CHART -> PictureGenerator.chart(random);
      default -> PictureGenerator.scene(random);
    };
  }

  /** Returns 300 prompts: 50 of each of the six measured categories, in turn. */
  public static List<DrawingPrompt> prompts() {
    return prompts(PROMPTS_OF_A_KIND);
  }

  /**
   * Returns the first so many prompts of each measured category, in turn.
   *
   * @param ofEachKind 1 … 50
   */
  public static List<DrawingPrompt> prompts(int ofEachKind) {
    SplittableRandom random = Randomness.HELD_OUT_PROMPT.of(0);
    List<DrawingPrompt> prompts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ofEachKind; i++) {
      for (PromptKind kind : PromptKind.measured()) {
        prompts.add(prompt(kind, seen, random));
      }
    }
    return prompts;
  }

  private static DrawingPrompt prompt(PromptKind kind, Set<String> seen, SplittableRandom random) {
    while (true) {
      DrawingPrompt prompt = Prompts.draw(kind, random);
      if (Split.heldOut(prompt) && seen.add(prompt.text().toLowerCase(Locale.ROOT))) {
        return prompt;
      }
    }
  }
}
