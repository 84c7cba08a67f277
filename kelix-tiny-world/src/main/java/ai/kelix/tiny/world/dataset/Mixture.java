package ai.kelix.tiny.world.dataset;

import ai.kelix.tiny.world.language.PromptKind;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureGenerator;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How often each sort of training datum is drawn; weights are relative. Immutable.
 *
 * @param scenes weight of scenes among the pictures to look at
 * @param words weight of drawn words
 * @param charts weight of bar charts
 * @param prompts weight of each category among the prompts to draw
 */
public record Mixture(int scenes, int words, int charts, Map<PromptKind, Integer> prompts) {

  /** What kelix-tiny learns from: words cost the most to read, charts the least. */
  public static final Mixture DEFAULTS =
      new Mixture(
          12,
          9,
          1,
          Map.of(
              PromptKind.SINGLE_OBJECT, 1,
              PromptKind.COLOURS, 2,
              PromptKind.TWO_OBJECTS, 2,
              PromptKind.COUNTING, 3,
              PromptKind.POSITION, 4,
              PromptKind.COLOUR_BINDING, 3,
              PromptKind.DENSE, 3,
              PromptKind.WORD, 1,
              PromptKind.CHART, 1));

  /**
   * Checks the weights.
   *
   * @throws IllegalArgumentException for a negative weight, or if all of a sort are zero
   */
  public Mixture {
    prompts = Map.copyOf(prompts);
    int most = Math.max(scenes, Math.max(words, charts));
    int least = Math.min(scenes, Math.min(words, charts));
    if (least < 0 || most == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "weights must be positive or zero, not all zero; got scenes %d, words %d, charts %d",
              scenes,
              words,
              charts));
    }
    if (prompts.values().stream().anyMatch(w -> w < 0)
        || prompts.values().stream().allMatch(w -> w == 0)) {
      throw new IllegalArgumentException(
          "weights of prompts must be positive or zero, not all zero; got " + prompts);
    }
  }

  /** Draws a picture. */
  Picture picture(SplittableRandom random) {
    int dice = random.nextInt(scenes + words + charts);
    if (dice < scenes) {
      return PictureGenerator.scene(random);
    }
    return dice < scenes + words ? PictureGenerator.word(random) : PictureGenerator.chart(random);
  }

  /** Draws a category of prompts. */
  PromptKind promptKind(SplittableRandom random) {
    int dice = random.nextInt(prompts.values().stream().mapToInt(w -> w).sum());
    for (PromptKind kind : PromptKind.values()) {
      dice -= prompts.getOrDefault(kind, 0);
      if (dice < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("weights of " + prompts + " do not add up");
  }
}
