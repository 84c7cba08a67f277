package ai.kelix.tiny.world.dataset;

import ai.kelix.tiny.world.language.DrawingPrompt;
import ai.kelix.tiny.world.language.PromptReader;
import ai.kelix.tiny.world.language.Wish;
import ai.kelix.tiny.world.scene.Picture;

/**
 * Decides by content whether something may be learned from: what is kept for evaluation can never
 * occur in training, whatever the seeds.
 *
 * <ul>
 *   <li>A scene is known by its shapes, colours and ninths, a chart by its bars, a word by its
 *       letters; style does not count. One in twenty is held out.
 *   <li>A prompt is known by its wording, because some categories have too few meanings to hold any
 *       back: a model that never learned to draw a square draws something else. The plain wording
 *       for a single thing ("a red circle") is always learned. One in eight is held out.
 * </ul>
 */
public final class Split {
  private static final int PICTURES_OF = 20;
  private static final int PROMPTS_OF = 8;

  private Split() {}

  /** Tells whether a picture is kept for evaluation. */
  public static boolean heldOut(Picture picture) {
    return hash(picture.identity()) % PICTURES_OF == 0;
  }

  /** Tells whether a prompt is kept for evaluation. */
  public static boolean heldOut(DrawingPrompt prompt) {
    return hash("prompt:" + prompt.identity()) % PROMPTS_OF == 0 && !plain(prompt);
  }

  /** Tells whether the prompt asks for a single thing in the plainest words. */
  private static boolean plain(DrawingPrompt prompt) {
    return switch (prompt.kind()) {
      case SINGLE_OBJECT, COLOURS ->
          PromptReader.read(prompt.text())
              .map(Wish::text)
              .filter(prompt.identity()::equals)
              .isPresent();
      default -> false;
    };
  }

  /** Mixes the specified hash of the text, whose low bits are too regular. */
  private static int hash(String text) {
    long mixed = text.hashCode() * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 32) * 0xBF58476D1CE4E5B9L;
    return (int) (mixed >>> 33);
  }
}
