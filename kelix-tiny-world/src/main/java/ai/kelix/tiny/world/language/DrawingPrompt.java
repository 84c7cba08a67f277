package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Picture;

/**
 * A description to draw, with one picture that satisfies it.
 *
 * @param kind the category
 * @param text what is asked for
 * @param example a picture that satisfies it
 */
public record DrawingPrompt(PromptKind kind, String text, Picture example) {

  /** Returns the same for prompts that differ only in case, blanks or a full stop at the end. */
  public String identity() {
    return Wording.normal(text);
  }
}
