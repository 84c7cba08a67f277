package ai.kelix.eval.language;

import ai.kelix.eval.scene.Picture;

/**
 * A description to draw, with one picture that satisfies it.
 *
 * @param kind the category
 * @param text what is asked for
 * @param example a picture that satisfies it
 */
public record DrawingPrompt(PromptKind kind, String text, Picture.Scene example) {}
