package ai.kelix.tokenizer.text;

import ai.kelix.tokenizer.TokenizerFormatException;
import ai.kelix.tokenizer.json.JsonTree;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives control tokens to a {@code tokenizer.json} that does not have them. */
public final class AddedTokens {
  private static final JsonMapper JSON =
      JsonMapper.builder(JsonTree.factory(StreamReadConstraints.defaults())).build();

  private AddedTokens() {}

  /**
   * Writes a file with more added tokens; all else stays as it is.
   *
   * @param source a {@code tokenizer.json}
   * @param target must not exist
   * @param tokens ids that are free, by surface form; if there are none, the file is copied
   * @throws TokenizerFormatException if the source, or what would become of it, is no tokenizer
   */
  public static void write(Path source, Path target, Map<String, Integer> tokens) {
    TextTokenizer.read(source);
    try {
      if (tokens.isEmpty()) {
        Files.copy(source, target);
        return;
      }
      byte[] extended = extended(JSON.readTree(Files.readAllBytes(source)), tokens);
      TextTokenizer.read(new ByteArrayInputStream(extended), source + " with more tokens");
      Files.write(target, extended);
    } catch (IOException e) {
      throw new TokenizerFormatException(
          String.format(Locale.ROOT, "cannot write %s from %s: %s", target, source, e.getMessage()),
          e);
    }
  }

  private static byte[] extended(JsonNode root, Map<String, Integer> tokens) throws IOException {
    JsonNode present = root.path("added_tokens");
    ArrayNode added =
        present.isArray() ? (ArrayNode) present : ((ObjectNode) root).putArray("added_tokens");
    List<Map.Entry<String, Integer>> inOrder =
        tokens.entrySet().stream().sorted(Comparator.comparingInt(Map.Entry::getValue)).toList();
    for (Map.Entry<String, Integer> token : inOrder) {
      added
          .addObject()
          .put("id", token.getValue())
          .put("content", token.getKey())
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }
}
