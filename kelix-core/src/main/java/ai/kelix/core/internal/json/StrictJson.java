package ai.kelix.core.internal.json;

import ai.kelix.core.checkpoint.MalformedFileException;
import ai.kelix.core.checkpoint.MissingTensorException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * JSON from files that nobody vouches for: bounded in size, depth and number length, UTF-8 without
 * repair, duplicate keys and trailing text refused. Stateless.
 */
public final class StrictJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxNumberLength(64)
                  .maxNameLength(4096)
                  .maxStringLength(1 << 20)
                  .maxTokenCount(4_000_000)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Interned or canonicalised names would stay in memory for the life of the process.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private static final ObjectMapper MAPPER =
      new ObjectMapper(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private StrictJson() {}

  /**
   * Reads a whole file as a tree.
   *
   * @param file the file
   * @param maxBytes the largest size that is read at all
   * @throws MissingTensorException if there is no such file
   * @throws MalformedFileException if it is larger, unreadable or not valid JSON
   */
  public static JsonNode read(Path file, int maxBytes) {
    return parse(readText(file, maxBytes), file.toString());
  }

  /**
   * Parses text as a tree.
   *
   * @param source what to call the text in messages
   */
  public static JsonNode parse(String text, String source) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree == null || tree.isMissingNode()) {
        throw new MalformedFileException(source + ": found an empty file, expected JSON");
      }
      return tree;
    } catch (IOException e) {
      throw new MalformedFileException(source + ": not valid JSON: " + message(e), e);
    }
  }

  /** Jackson's own words without the source, which may quote much of the file. */
  private static String message(IOException e) {
    return e instanceof JsonProcessingException json
        ? json.getOriginalMessage() + location(json)
        : e.toString();
  }

  private static String location(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : ", line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  /** Opens a streaming parser with the same limits, for documents too large for a tree. */
  public static JsonParser stream(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  /** Decodes UTF-8 and refuses what is not. */
  public static String decode(ByteBuffer bytes, String source) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedFileException(source + ": the text is not UTF-8", e);
    }
  }

  private static String readText(Path file, int maxBytes) {
    if (!Files.isRegularFile(file)) {
      throw new MissingTensorException(file + ": no such file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > maxBytes) {
        throw new MalformedFileException(
            "%s: %,d bytes, expected at most %,d".formatted(file, size, maxBytes));
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // Reads may be short; the loop ends at the end of the file too.
      }
      return decode(bytes.flip(), file.toString());
    } catch (IOException e) {
      throw new MalformedFileException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
