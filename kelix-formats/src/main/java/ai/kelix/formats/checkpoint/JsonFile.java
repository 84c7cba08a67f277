package ai.kelix.formats.checkpoint;

import ai.kelix.tokenizer.json.JsonException;
import ai.kelix.tokenizer.json.StrictJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.Consumer;

/** JSON files of a model folder. */
public final class JsonFile {

  private JsonFile() {}

  /**
   * Reads a file.
   *
   * @param most bytes that it may have
   * @param warnings told of what was skipped
   * @throws MalformedFileException if it is missing, larger, unreadable or no strict JSON
   */
  public static JsonNode read(Path file, int most, Consumer<String> warnings) {
    try {
      return StrictJson.read(file, most, warnings);
    } catch (JsonException e) {
      throw new MalformedFileException(e.getMessage(), e);
    }
  }
}
