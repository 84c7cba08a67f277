package ai.kelix.tiny.world.dataset;

import ai.kelix.tiny.world.language.DrawingPrompt;
import ai.kelix.tiny.world.language.Prompts;
import ai.kelix.tiny.world.scene.Picture;
import java.util.SplittableRandom;

/** Endless training data by number; the same number gives the same datum. Thread-safe. */
public final class TrainingPictures {

  private TrainingPictures() {}

  /** Returns the picture of a number from {@link Mixture#DEFAULTS}. */
  public static Picture picture(long index) {
    return picture(index, Mixture.DEFAULTS);
  }

  /** Returns the picture of a number. */
  public static Picture picture(long index, Mixture mixture) {
    SplittableRandom random = Randomness.PICTURE.of(index);
    while (true) {
      Picture picture = mixture.picture(random);
      if (!Split.heldOut(picture)) {
        return picture;
      }
    }
  }

  /** Returns the randomness that goes with a number, for questions about its picture. */
  public static SplittableRandom random(long index) {
    return Randomness.QUESTION.of(index);
  }

  /** Returns the prompt of a number with its example, from {@link Mixture#DEFAULTS}. */
  public static DrawingPrompt prompt(long index) {
    return prompt(index, Mixture.DEFAULTS);
  }

  /** Returns the prompt of a number with its example. */
  public static DrawingPrompt prompt(long index, Mixture mixture) {
    SplittableRandom random = Randomness.PROMPT.of(index);
    while (true) {
      DrawingPrompt prompt = Prompts.draw(mixture.promptKind(random), random);
      if (!Split.heldOut(prompt) && !Split.heldOut(prompt.example())) {
        return prompt;
      }
    }
  }
}
