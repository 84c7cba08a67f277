package ai.kelix.tokenizer.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tokenizer.TokenizerFormatException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@code tokenizer.json} may say, and what is refused instead of being guessed at. */
class TokenizerFileTest {
  private static final String STEPS =
      "\"pre_tokenizer\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"use_regex\":false}";
  private static final String MERGES = "\"merges\":[\"a b\",\"ab c\"]";
  private static final String ADDED = "\"added_tokens\":[{\"id\":300,\"content\":\"<end>\"}]";

  @Test
  void mergesMayComeBeforeTheTokensThatTheyName() {
    TextTokenizer first = read(file(MERGES + "," + vocabulary("\"ab\":256,\"abc\":257"), ADDED));
    TextTokenizer last = read(file(vocabulary("\"ab\":256,\"abc\":257") + "," + MERGES, ADDED));
    assertThat(first.encode("abcab")).containsExactly(257, 256);
    assertThat(last.encode("abcab")).containsExactly(257, 256);
  }

  @Test
  void mergesMayBePairs() {
    String pairs = "\"merges\":[[\"a\",\"b\"],[\"ab\",\"c\"]]";
    TextTokenizer tokenizer = read(file(vocabulary("\"ab\":256,\"abc\":257") + "," + pairs, ADDED));
    assertThat(tokenizer.encode("abcab")).containsExactly(257, 256);
  }

  @Test
  void theFirstOfTwoEqualMergesCounts() {
    String twice = "\"merges\":[\"a b\",\"b c\",\"a b\"]";
    TextTokenizer tokenizer = read(file(vocabulary("\"ab\":256,\"bc\":257") + "," + twice, ADDED));
    assertThat(tokenizer.encode("abc")).containsExactly(256, 'c');
  }

  @Test
  void idsMayHaveGaps() {
    TextTokenizer tokenizer =
        read(file(vocabulary("\"ab\":1000,\"abc\":257") + "," + MERGES, ADDED));
    assertThat(tokenizer.size()).isEqualTo(1001);
    assertThat(tokenizer.decode(1000, 999, 300)).isEqualTo("ab<end>");
    assertThat(tokenizer.isAdded(300)).isTrue();
    assertThat(tokenizer.isAdded(1000)).isFalse();
  }

  @Test
  void tokensThatNoBytesSpellKeepTheirText() {
    TextTokenizer tokenizer = read(file(vocabulary("\"東 京\":256") + ",\"merges\":[]", ADDED));
    assertThat(tokenizer.decode(256)).isEqualTo("東 京");
    assertThat(tokenizer.encode("東 京")).doesNotContain(256);
  }

  @Test
  void anAddedTokenMayStandInTheVocabularyToo() {
    String added = "\"added_tokens\":[{\"id\":256,\"content\":\"<end>\"}]";
    TextTokenizer tokenizer = read(file(vocabulary("\"<end>\":256") + ",\"merges\":[]", added));
    assertThat(tokenizer.encodeWithAddedTokens("a<end>")).containsExactly('a', 256);
    refuses(file(vocabulary("\"<end>\":257") + ",\"merges\":[]", added), "one free id");
  }

  @Test
  void refusesTokensAndIdsThatAppearTwice() {
    refusesModel(vocabulary("\"a\":256") + ",\"merges\":[]", "duplicate key 'a'");
    refusesModel(vocabulary("\"ab\":97") + ",\"merges\":[]", "id 97 twice", "distinct");
    refuses("{\"model\":{},\"model\":{}}", "model.vocab");
  }

  @Test
  void refusesIdsThatAreNone() {
    for (String id : List.of("-1", "16777216", "99999999999", "1.0", "\"1\"", "[1]")) {
      refusesModel(vocabulary("\"ab\":" + id) + ",\"merges\":[]", "'ab'", "an integer from 0");
      String added = "\"added_tokens\":[{\"id\":" + id + ",\"content\":\"<end>\"}]";
      refuses(
          file(vocabulary("\"ab\":256") + ",\"merges\":[]", added),
          "added_tokens[0]: id is",
          "an integer");
    }
  }

  @Test
  void refusesMergesThatAreNone() {
    for (String merge :
        List.of("\"a\"", "\"a b c\"", "\" b\"", "\"a \"", "[\"a\"]", "[\"a\",\"b\",\"c\"]", "1")) {
      refusesModel(vocabulary("\"ab\":256") + ",\"merges\":[" + merge + "]", "merge");
    }
  }

  @Test
  void refusesMergesOfUnknownTokens() {
    String known = vocabulary("\"ab\":256") + ",\"merges\":";
    refusesModel(known + "[\"a c\"]", "'a' and 'c'", "known tokens");
    refusesModel(known + "[\"ab abc\"]", "'ab' and 'abc'", "known tokens");
  }

  @Test
  void refusesOtherKindsOfModels() {
    refuses(file("\"type\":\"Unigram\",\"vocab\":[[\"a\",-1.5]]", ADDED), "Unigram", "BPE");
    refuses(file("\"vocab\":[]," + MERGES, ADDED), "model.vocab");
    refuses(file(vocabulary("\"ab\":256"), ADDED), "model.merges");
    refuses(file("\"vocab\":{\"a\":0},\"merges\":[]", ADDED), "no token for byte 0");
    refuses("{\"model\":[]," + STEPS + "}", "an object");
    refuses("{" + STEPS + "}", "no model");
    refuses("[]", "an object");
  }

  @Test
  void refusesAddedTokensThatTextYields() {
    String merged = "\"added_tokens\":[{\"id\":256,\"content\":\"ab\"}]";
    refuses(file(vocabulary("\"ab\":256,\"abc\":257") + "," + MERGES, merged), "'ab'", "own");
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] torn = file(vocabulary("\"ab\":256") + ",\"merges\":[]", ADDED).getBytes(UTF_8);
    torn[torn.length / 2] = (byte) 0xFF;
    assertThatThrownBy(() -> TextTokenizer.read(new ByteArrayInputStream(torn), "a.json"))
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContainingAll("a.json", "UTF-8");
  }

  private static void refusesModel(String model, String... said) {
    refuses(file(model, ADDED), said);
  }

  private static void refuses(String json, String... said) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(TokenizerFormatException.class)
        .hasMessageContaining("a.json")
        .hasMessageContainingAll(said);
  }

  private static String file(String model, String added) {
    return "{" + added + ",\"model\":{" + model + "}," + STEPS + "}";
  }

  /** All bytes, at their own values as ids, and more tokens. */
  private static String vocabulary(String more) {
    List<String> tokens = new ArrayList<>();
    for (int value = 0; value < 256; value++) {
      String spelling = String.valueOf(ByteAlphabet.of(value));
      String escaped = spelling.equals("\"") || spelling.equals("\\") ? "\\" + spelling : spelling;
      tokens.add("\"" + escaped + "\":" + value);
    }
    tokens.add(more);
    return "\"vocab\":{" + String.join(",", tokens) + "}";
  }

  private static TextTokenizer read(String json) {
    return TextTokenizer.read(new ByteArrayInputStream(json.getBytes(UTF_8)), "a.json");
  }
}
