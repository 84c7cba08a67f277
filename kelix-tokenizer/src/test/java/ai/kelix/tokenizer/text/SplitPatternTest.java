package ai.kelix.tokenizer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.unicode.UnicodeTexts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns mean what they mean to the regex engine of the released tokenizers. */
class SplitPatternTest {

  /** The runs into which each class cuts the text of all characters, as that engine finds them. */
  @Test
  void everyClassHasTheCharactersThatItHasThere() throws IOException {
    List<String> recorded = recorded();
    List<String> found = new ArrayList<>();
    for (String line : recorded) {
      String set = line.substring(0, line.indexOf('\t'));
      int[] runs =
          cut(set + "+", UnicodeTexts.everything()).stream().mapToInt(String::length).toArray();
      found.add(set + "\t" + runs.length + "\t" + UnicodeTexts.checksum(runs));
    }
    assertThat(found).hasSizeGreaterThan(40).containsExactlyElementsOf(recorded);
  }

  static List<Arguments> cuts() {
    return List.of(
        arguments("(?i:'s|'t)", "x's'T'\u017F", "x|'s|'T|'\u017F"),
        arguments("\\s+(?!\\S)|\\s+", "a  b ", "a| | |b| "),
        arguments("[\\w-]+", "a-b \u00B2 c", "a-b| \u00B2 |c"),
        arguments("\\w+", "a-b \u00B2 c", "a|-|b| |\u00B2| |c"),
        arguments("[^\\S\n]+", "a \n\u0085b", "a| |\n|\u0085|b"),
        arguments("\\x61|\\u0062|\\x{63}", "abcd", "a|b|c|d"),
        arguments("\\[\\]+", "a[]]b", "a|[]]|b"),
        arguments("[\\]\\\\]+", "a\\]b", "a|\\]|b"),
        arguments("x$|^y", "x\ny\rx", "x|\n|y|\r|x"),
        arguments(".+", "a\r\u2028b\nc", "a\r\u2028b|\n|c"),
        arguments("a++a|b", "aab", "aa|b"));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void cutsAsThere(String pattern, String text, String words) {
    assertThat(String.join("|", cut(pattern, text))).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\h",
        "\\v",
        "\\R",
        "\\X",
        "\\bx",
        "x\\B",
        "\\Qx\\E",
        "(a)\\1",
        "\\pL",
        "\\p{Alpha}",
        "\\p{IsHan}",
        "\\p{IsL}",
        "\\P{",
        "[[:alpha:]]",
        "a{2}+",
        "a\\",
        "\\N{DIGIT ONE}"
      })
  void refusesWhatEnginesReadInDifferentWays(String pattern) {
    assertThatThrownBy(() -> SplitPattern.compile(pattern))
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContaining(pattern)
        .hasMessageContaining("general categories");
  }

  @Test
  void refusesWhatIsNoPattern() {
    assertThatThrownBy(() -> SplitPattern.compile("(a"))
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContaining("no regular expression: (a");
  }

  private static List<String> cut(String pattern, String text) {
    List<String> words = new ArrayList<>();
    SplitPattern.compile(pattern).cut(text, words::add);
    return words;
  }

  private static List<String> recorded() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SplitPatternTest.class.getResourceAsStream("classes.tsv"))) {
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    }
  }
}
