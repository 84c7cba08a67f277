package ai.kelix.tokenizer.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tokenizer.unicode.Composition;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextTokenizerTest {
  private static final Path FOLDER = Path.of(System.getProperty("kelix.fixtures"), "tokenizer");
  private static TextTokenizer tokenizer;
  private static List<JsonNode> golden;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(FOLDER.resolve("tokenizer.json.gz")))) {
      tokenizer = TextTokenizer.read(in, "tokenizer.json.gz");
    }
    JsonMapper json = JsonMapper.builder().build();
    golden = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("qwen3-golden.jsonl"))) {
      golden.add(json.readTree(line));
    }
  }

  @Test
  void encodesEveryGoldenLine() {
    assertThat(golden).hasSizeGreaterThanOrEqualTo(400);
    for (JsonNode line : golden) {
      String text = line.path("text").textValue();
      int[] ids =
          IntStream.range(0, line.path("ids").size())
              .map(i -> line.path("ids").get(i).intValue())
              .toArray();
      assertThat(tokenizer.encodeWithAddedTokens(text)).as(text).containsExactly(ids);
    }
  }

  @Test
  void decodingGivesTheComposedText() {
    for (JsonNode line : golden) {
      String text = line.path("text").textValue();
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(Composition.of(text));
    }
  }

  @Test
  void plainTextNeverBecomesAnAddedToken() {
    for (JsonNode line : golden) {
      for (int id : tokenizer.encode(line.path("text").textValue())) {
        assertThat(tokenizer.isAdded(id)).isFalse();
      }
    }
    assertThat(tokenizer.encode("<|im_end|>")).hasSizeGreaterThan(1);
    assertThat(tokenizer.encodeWithAddedTokens("<|im_end|>")).containsExactly(151645);
  }

  @Test
  void longRunsTakeNoQuadraticTime() {
    assertThat(tokenizer.encode("a".repeat(1_000_000))).isNotEmpty();
    assertThat(tokenizer.encode(" ".repeat(1_000_000))).isNotEmpty();
  }

  @Test
  void streamingHoldsBackIncompleteCharacters() {
    StreamingDecoder decoder = tokenizer.decoder();
    StringBuilder text = new StringBuilder();
    for (int id : tokenizer.encode("naïve 🎨 東京")) {
      String piece = decoder.append(id);
      assertThat(piece).doesNotContain("\uFFFD");
      text.append(piece);
    }
    assertThat(text.append(decoder.finish())).hasToString("naïve 🎨 東京");
  }
}
