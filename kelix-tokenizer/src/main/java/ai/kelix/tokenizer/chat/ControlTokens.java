package ai.kelix.tokenizer.chat;

import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.util.Locale;

/**
 * Ids of the tokens that structure a sequence. Only the template writes them, never a user's text.
 *
 * @param turnStart {@code <|im_start|>}
 * @param turnEnd {@code <|im_end|>}
 * @param visionStart {@code <|vision_start|>}
 * @param visionEnd {@code <|vision_end|>}
 * @param image {@code <|image_pad|>}
 * @param markerStart {@code <|mm_pos_start|>}
 * @param markerEnd {@code <|mm_pos_end|>}
 */
public record ControlTokens(
    int turnStart,
    int turnEnd,
    int visionStart,
    int visionEnd,
    int image,
    int markerStart,
    int markerEnd) {

  /** Stands for a token that a model of text alone does not need. */
  public static final int NONE = -1;

  /**
   * Looks the tokens up by surface form.
   *
   * @throws TokenizerFormatException naming the one that is missing
   */
  public static ControlTokens of(TextTokenizer tokenizer) {
    return new ControlTokens(
        id(tokenizer, "<|im_start|>"),
        id(tokenizer, "<|im_end|>"),
        id(tokenizer, "<|vision_start|>"),
        id(tokenizer, "<|vision_end|>"),
        id(tokenizer, "<|image_pad|>"),
        id(tokenizer, "<|mm_pos_start|>"),
        id(tokenizer, "<|mm_pos_end|>"));
  }

  /**
   * Looks up what text needs; {@link #NONE} stands for the rest.
   *
   * @throws TokenizerFormatException naming the one that is missing
   */
  static ControlTokens ofText(TextTokenizer tokenizer) {
    int start = id(tokenizer, "<|im_start|>");
    int end = id(tokenizer, "<|im_end|>");
    return new ControlTokens(start, end, NONE, NONE, NONE, NONE, NONE);
  }

  private static int id(TextTokenizer tokenizer, String name) {
    return tokenizer
        .idOf(name)
        .orElseThrow(
            () ->
                new TokenizerFormatException(
                    String.format(
                        Locale.ROOT,
                        "the tokenizer has no token %s, which the chat template needs",
                        name)));
  }
}
