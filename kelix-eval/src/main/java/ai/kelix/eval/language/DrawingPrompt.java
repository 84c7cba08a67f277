package ai.kelix.eval.language;

import ai.kelix.eval.scene.Picture;

/**
 * A description to draw, with one picture that satisfies it.
 *
 * @param kind the category
 * @param text what is asked for
 * @param identity the same for prompts that count as the same when data are split
 * @param example a picture that satisfies it
 */
public record DrawingPrompt(PromptKind kind, String text, String identity, Picture example) {}
