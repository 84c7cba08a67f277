package ai.kelix.tokenizer.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonTreeTest {
  private static final Path FIXTURES = Path.of(System.getProperty("kelix.fixtures"));
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonFactory FACTORY =
      JsonTree.factory(StreamReadConstraints.builder().maxNestingDepth(8).build());

  @Test
  void givesTheTreesOfTheObjectMapper() throws IOException {
    List<String> texts =
        List.of(
            "{\"a\": [1, -2147483649, 99999999999999999999, 1.5, 1e400, -0.0], \"\": {}}",
            "[true, false, null, \"\\u00e9\\ud83c\\udfa8 \\n\", []]",
            "7",
            "\"text\"",
            " ");
    for (String text : texts) {
      assertThat(read(text)).as(text).isEqualTo(MAPPER.readTree(text));
    }
  }

  @Test
  void givesTheTreesOfTheObjectMapperForEveryConfiguration() throws IOException {
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      List<Path> configurations = files.filter(file -> file.endsWith("config.json")).toList();
      assertThat(configurations).isNotEmpty();
      for (Path file : configurations) {
        String text = Files.readString(file);
        assertThat(read(text)).as("%s", file).isEqualTo(MAPPER.readTree(text));
      }
    }
  }

  @Test
  void refusesKeysThatAppearTwice() {
    refuses("{\"a\": 1, \"b\": {\"c\": 1, \"c\": null}}", "duplicate key 'c'");
  }

  @Test
  void refusesWhatFollowsTheDocument() {
    refuses("{} []", "behind the end");
  }

  @Test
  void refusesWhatIsCutOrTooDeep() {
    refuses("{\"a\": [1,", "end-of-input");
    refuses("[[[[[[[[[]]]]]]]]]", "depth");
  }

  @Test
  void refusesBytesThatAreNoUtf8InsteadOfMendingThem() {
    assertThatThrownBy(() -> read(new byte[] {'"', (byte) 0xFF, '"'}))
        .isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void aReaderTakesFieldsOutOfTheTree() throws IOException {
    StringBuilder taken = new StringBuilder();
    String text = "{\"large\": [1, 2], \"small\": [3], \"large again\": 4}";
    try (JsonParser parser = open(text.getBytes(StandardCharsets.UTF_8))) {
      parser.nextToken();
      JsonNode tree =
          JsonTree.object(
              parser,
              (name, value) -> {
                if (name.equals("large")) {
                  taken.append(JsonTree.value(value));
                  return true;
                }
                return false;
              });
      assertThat(taken).hasToString("[1,2]");
      assertThat(tree).hasToString("{\"large\":null,\"small\":[3],\"large again\":4}");
    }
  }

  private static void refuses(String text, String said) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining(said);
  }

  private static JsonNode read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode read(byte[] text) throws IOException {
    try (JsonParser parser = open(text)) {
      return JsonTree.document(parser);
    }
  }

  private static JsonParser open(byte[] text) throws IOException {
    InputStream in = new ByteArrayInputStream(text);
    return JsonTree.open(FACTORY, in, "a.json", warning -> {});
  }
}
