package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.TokenizerFormatException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes patterns of the Oniguruma engine, which the released tokenizers use, so that they mean the
 * same to the engine of any Java or Android: classes come down to general categories, and what the
 * engines read in different ways is refused. Used once.
 */
final class PatternTranslator {
  /** What {@code \s} stands for: the property White_Space. */
  private static final String SPACES = "\\p{Z}\\t-\\r\\x85";

  /** What {@code \w} stands for in a class: the property Alphabetic, marks, digits, connectors. */
  private static final String WORDS =
      "\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}\u24B6-\u24E9"
          + "\uD83C\uDD30-\uD83C\uDD49\uD83C\uDD50-\uD83C\uDD69\uD83C\uDD70-\uD83C\uDD89";

  /** Numbers of Latin-1 that Oniguruma takes for words too, but only outside of classes. */
  private static final String MORE_WORDS = "\u00B2\u00B3\u00B9\u00BC\u00BD\u00BE";

  private static final String DIGITS = "\\p{Nd}";

  private static final Set<String> CATEGORIES =
      Set.of(
          "C", "Cc", "Cf", "Cn", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me",
          "Mn", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc",
          "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs");

  /** Escaped letters that are one character in both engines. */
  private static final String CHARACTERS = "aefnrtux";

  /** Oniguruma repeats the repetition, Java makes it possessive. */
  private static final Pattern REPEATED_TWICE = Pattern.compile("(?<!\\\\x?)\\{[0-9,]+}\\+");

  private static final Pattern BRACKET = Pattern.compile("\\[:\\^?[a-z]+:]");

  private final String pattern;
  private final StringBuilder out = new StringBuilder();
  private int position;
  private int depth;

  private PatternTranslator(String pattern) {
    this.pattern = pattern;
  }

  /**
   * Translates a pattern.
   *
   * @throws TokenizerFormatException if it may mean something else here
   */
  static String translate(String pattern) {
    return new PatternTranslator(pattern).translate();
  }

  private String translate() {
    refuse(REPEATED_TWICE);
    refuse(BRACKET);
    while (position < pattern.length()) {
      char c = pattern.charAt(position++);
      if (c == '\\') {
        escape();
        continue;
      }
      depth += c == '[' ? 1 : c == ']' && depth > 0 ? -1 : 0;
      out.append(c);
    }
    return out.toString();
  }

  private void escape() {
    char c = position < pattern.length() ? pattern.charAt(position++) : 0;
    switch (c) {
      case 'p', 'P' -> category(c);
      case 's' -> members(SPACES);
      case 'S' -> others(SPACES);
      case 'd' -> members(DIGITS);
      case 'D' -> others(DIGITS);
      case 'w' -> members(words());
      case 'W' -> others(words());
      default -> character(c);
    }
  }

  private String words() {
    return depth > 0 ? WORDS : WORDS + MORE_WORDS;
  }

  private void members(String set) {
    out.append(depth > 0 ? set : "[" + set + "]");
  }

  private void others(String set) {
    out.append("[^").append(set).append(']');
  }

  private void character(char c) {
    boolean isWordLike = c < 0x80 && Character.isLetterOrDigit(c);
    if (c == 0 || (isWordLike && CHARACTERS.indexOf(c) < 0)) {
      throw refused("\\" + c);
    }
    out.append('\\').append(c);
  }

  private void category(char kind) {
    int end = pattern.indexOf('}', position);
    boolean named = end > 0 && pattern.charAt(position) == '{';
    String name = named ? pattern.substring(position + 1, end) : "";
    boolean inverted = name.startsWith("^");
    String category = inverted ? name.substring(1) : name;
    if (!CATEGORIES.contains(category)) {
      throw refused("\\" + kind + pattern.substring(position, named ? end + 1 : position));
    }
    boolean outside = inverted != (kind == 'P');
    out.append(outside ? "\\P{" : "\\p{").append(category).append('}');
    position = end + 1;
  }

  private void refuse(Pattern part) {
    Matcher matcher = part.matcher(pattern);
    if (matcher.find()) {
      throw refused(matcher.group());
    }
  }

  private TokenizerFormatException refused(String part) {
    return new TokenizerFormatException(
        String.format(
            Locale.ROOT,
            "found %s in the split pattern %s, expected general categories such as \\p{L}, the"
                + " classes \\s \\d \\w and single characters, which mean the same everywhere",
            part,
            pattern));
  }
}
