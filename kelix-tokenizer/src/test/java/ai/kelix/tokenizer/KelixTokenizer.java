package ai.kelix.tokenizer;

import ai.kelix.tokenizer.text.TextTokenizer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The public Qwen3 tokenizer with the two tokens that Kelix adds for row markers (kelix-ar §11.1).
 */
public final class KelixTokenizer {
  /** Id of {@code <|mm_pos_start|>}; its end follows. */
  public static final int MARKER_START = 151_682;

  private static final Path FILE =
      Path.of(System.getProperty("kelix.fixtures"), "tokenizer", "tokenizer.json.gz");

  /** Read once for all tests. */
  public static final TextTokenizer INSTANCE = read();

  private KelixTokenizer() {}

  private static TextTokenizer read() {
    JsonMapper mapper = JsonMapper.builder().build();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(FILE))) {
      ObjectNode json = (ObjectNode) mapper.readTree(in);
      ArrayNode added = json.withArray("/added_tokens");
      add(added, MARKER_START, "<|mm_pos_start|>");
      add(added, MARKER_START + 1, "<|mm_pos_end|>");
      byte[] extended = mapper.writeValueAsBytes(json);
      return TextTokenizer.read(new ByteArrayInputStream(extended), "extended tokenizer.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(ArrayNode added, int id, String content) {
    ObjectNode token = added.get(0).deepCopy();
    added.add(token.put("id", id).put("content", content).put("special", true));
  }
}
