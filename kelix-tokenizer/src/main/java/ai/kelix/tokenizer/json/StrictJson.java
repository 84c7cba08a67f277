package ai.kelix.tokenizer.json;

import ai.kelix.platform.Interruption;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * JSON from files that nobody vouches for: bounded in size, depth and number length, UTF-8 without
 * repair, duplicate keys and trailing text refused. {@code NaN} and {@code Infinity} are numbers,
 * as Python writes them; whether a key may have them is its reader's to say. Stateless.
 */
public final class StrictJson {
  private static final JsonFactory FACTORY =
      JsonTree.factory(
          StreamReadConstraints.builder()
              .maxNestingDepth(32)
              .maxNumberLength(64)
              .maxNameLength(4096)
              .maxStringLength(1 << 20)
              .maxTokenCount(4_000_000)
              .build());

  private StrictJson() {}

  /**
   * Reads a whole file as a tree.
   *
   * @param file the file
   * @param maxBytes the largest size that is read at all
   * @param warnings told of what was skipped
   * @throws JsonException if there is no such file or it is larger, unreadable or not valid JSON
   */
  public static JsonNode read(Path file, int maxBytes, Consumer<String> warnings)
      throws JsonException {
    if (!Files.isRegularFile(file)) {
      throw new JsonException(file + ": no such file");
    }
    byte[] content;
    try {
      if (Files.size(file) > maxBytes) {
        throw new JsonException(
            String.format(
                Locale.ROOT,
                "%s: %,d bytes, expected at most %,d",
                file,
                Files.size(file),
                maxBytes));
      }
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      Interruption.check(e, "reading " + file);
      throw new JsonException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return tree(new ByteArrayInputStream(content), file.toString(), warnings);
  }

  /**
   * Parses text as a tree.
   *
   * @param source what to call the text in messages
   * @param warnings told of what was skipped
   * @throws JsonException if it is not valid JSON
   */
  public static JsonNode parse(String text, String source, Consumer<String> warnings)
      throws JsonException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return tree(new ByteArrayInputStream(utf8), source, warnings);
  }

  private static JsonNode tree(InputStream in, String source, Consumer<String> warnings)
      throws JsonException {
    JsonNode tree;
    try (JsonParser parser = JsonTree.open(FACTORY, in, source, warnings)) {
      tree = JsonTree.document(parser);
    } catch (JsonProcessingException e) {
      String message = e.getOriginalMessage() + location(e);
      throw new JsonException(source + ": not valid JSON: " + message, e);
    } catch (ForeignContentException e) {
      throw new JsonException(e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new JsonException(source + ": the text is not UTF-8", e);
    } catch (IOException e) {
      throw new JsonException(source + ": cannot be read: " + e.getMessage(), e);
    }
    if (tree.isMissingNode()) {
      throw new JsonException(source + ": found an empty file, expected JSON");
    }
    return tree;
  }

  /** Jackson's own message would quote the source, which may be much of the file. */
  private static String location(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null
        ? ""
        : String.format(Locale.ROOT, ", line %d, column %d", at.getLineNr(), at.getColumnNr());
  }
}
