package ai.kelix.core.internal.json;

import ai.kelix.platform.Interruption;
import ai.kelix.tokenizer.json.JsonTree;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
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
   * @throws JsonException if there is no such file or it is larger, unreadable or not valid JSON
   */
  public static JsonNode read(Path file, int maxBytes) throws JsonException {
    return parse(decode(bytes(file, maxBytes), file), file.toString());
  }

  /**
   * Parses text as a tree.
   *
   * @param source what to call the text in messages
   * @throws JsonException if it is not valid JSON
   */
  public static JsonNode parse(String text, String source) throws JsonException {
    JsonNode tree;
    try (JsonParser parser = FACTORY.createParser(text)) {
      tree = JsonTree.document(parser);
    } catch (JsonProcessingException e) {
      String message = e.getOriginalMessage() + location(e);
      throw new JsonException(source + ": not valid JSON: " + message, e);
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
        : String.format(", line %d, column %d", at.getLineNr(), at.getColumnNr());
  }

  private static String decode(ByteBuffer bytes, Path file) throws JsonException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new JsonException(file + ": the text is not UTF-8", e);
    }
  }

  private static ByteBuffer bytes(Path file, int maxBytes) throws JsonException {
    if (!Files.isRegularFile(file)) {
      throw new JsonException(file + ": no such file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > maxBytes) {
        throw new JsonException(
            String.format("%s: %,d bytes, expected at most %,d", file, size, maxBytes));
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // Reads may be short; the loop ends at the end of the file too.
      }
      return ByteBuffer.wrap(bytes.array(), 0, bytes.position());
    } catch (IOException e) {
      Interruption.check(e, "reading " + file);
      throw new JsonException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
