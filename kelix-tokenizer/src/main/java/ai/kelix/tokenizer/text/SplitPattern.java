package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.unicode.Lookalikes;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Cuts text into words by a pattern that was written for another regex engine (kelix-ar §11.1).
 * Immutable and thread-safe.
 */
final class SplitPattern {
  /** What byte-level pre-tokenizers use when they split by themselves. */
  static final String GPT2 =
      "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  /** Longer than any in use; what is longer is an attack on the regex engine. */
  private static final int MAX_LENGTH = 4096;

  /** Case folds as Unicode has it; lines end, as there, with a line feed alone, at all anchors. */
  private static final int FLAGS = Pattern.UNICODE_CASE | Pattern.UNIX_LINES | Pattern.MULTILINE;

  private static final Lookalikes LOOKALIKES = new Lookalikes();

  private final Pattern pattern;

  private SplitPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles a pattern.
   *
   * @throws TokenizerFormatException if it is none, or may mean something else here
   */
  static SplitPattern compile(String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      throw new TokenizerFormatException(
          String.format(
              Locale.ROOT,
              "the split pattern has %,d characters, expected at most %,d",
              pattern.length(),
              MAX_LENGTH));
    }
    try {
      return new SplitPattern(Pattern.compile(PatternTranslator.translate(pattern), FLAGS));
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw new TokenizerFormatException(
          "the split pattern is no regular expression: " + pattern, e);
    }
  }

  /** Hands over the words of a text in order: matches, and what lies between them. */
  void cut(String text, Consumer<String> words) {
    Matcher matcher = pattern.matcher(LOOKALIKES.of(text));
    int from = 0;
    while (found(matcher)) {
      if (matcher.start() > from) {
        words.accept(text.substring(from, matcher.start()));
      }
      if (matcher.end() > matcher.start()) {
        words.accept(text.substring(matcher.start(), matcher.end()));
      }
      from = matcher.end();
    }
    if (from < text.length()) {
      words.accept(text.substring(from));
    }
  }

  /** Java's regex engine recurses for some patterns; a file may bring one of them. */
  private static boolean found(Matcher matcher) {
    try {
      return matcher.find();
    } catch (StackOverflowError e) {
      throw new TokenizerFormatException(
          "the split pattern of the tokenizer recurses too deeply for this text", e);
    }
  }
}
