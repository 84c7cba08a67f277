package ai.kelix.eval.dataset;

import ai.kelix.eval.language.DrawingPrompt;
import ai.kelix.eval.language.PromptKind;
import ai.kelix.eval.language.Prompts;
import ai.kelix.eval.scene.Picture;
import ai.kelix.eval.scene.PictureGenerator;
import java.util.SplittableRandom;

/** Endless training data by number; the same number gives the same datum. Thread-safe. */
public final class TrainingPictures {

  private TrainingPictures() {}

  /** Returns the picture of a number: six in ten are scenes, two words, two charts. */
  public static Picture picture(long index) {
    SplittableRandom random = random(index, 1);
    while (true) {
      Picture picture = any(random);
      if (!Split.heldOut(picture)) {
        return picture;
      }
    }
  }

  /** Returns the randomness that goes with a number, for questions about its picture. */
  public static SplittableRandom random(long index) {
    return random(index, 2);
  }

  /** Returns the prompt of a number with its example. */
  public static DrawingPrompt prompt(long index) {
    SplittableRandom random = random(index, 3);
    while (true) {
      PromptKind kind = PictureGenerator.any(PromptKind.values(), random);
      DrawingPrompt prompt = Prompts.draw(kind, random);
      if (!Split.heldOut(prompt.text()) && !Split.heldOut(prompt.example())) {
        return prompt;
      }
    }
  }

  private static Picture any(SplittableRandom random) {
    int dice = random.nextInt(10);
    if (dice < 6) {
      return PictureGenerator.scene(random);
    }
    return dice < 8 ? PictureGenerator.word(random) : PictureGenerator.chart(random);
  }

  private static SplittableRandom random(long index, long purpose) {
    return new SplittableRandom(index * 0x9E3779B97F4A7C15L + purpose);
  }
}
