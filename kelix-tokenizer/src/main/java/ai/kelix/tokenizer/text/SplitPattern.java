package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.TokenizerFormatException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Split patterns written for other regex engines, compiled so that they mean the same in Java:
 * {@code \s} and classes follow Unicode, and a case-insensitive group folds as Unicode does
 * (kelix-ar §11.1).
 */
final class SplitPattern {
  /** What byte-level pre-tokenizers use when they split by themselves. */
  static final String GPT2 =
      "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  /** Longer than any in use; what is longer is an attack on the regex engine. */
  private static final int MAX_LENGTH = 4096;

  private SplitPattern() {}

  static Pattern compile(String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      throw new TokenizerFormatException(
          String.format(
              "the split pattern has %,d characters, expected at most %,d",
              pattern.length(), MAX_LENGTH));
    }
    try {
      String unicode = pattern.replace("(?i:", "(?iu:");
      return Pattern.compile(unicode, Pattern.UNICODE_CHARACTER_CLASS);
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw new TokenizerFormatException(
          "the split pattern is no regular expression: " + pattern, e);
    }
  }
}
