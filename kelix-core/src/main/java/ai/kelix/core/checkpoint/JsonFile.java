package ai.kelix.core.checkpoint;

import ai.kelix.core.internal.json.JsonException;
import ai.kelix.core.internal.json.StrictJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** JSON files of a model folder. */
public final class JsonFile {

  private JsonFile() {}

  /**
   * Reads a file.
   *
   * @param most bytes that it may have
   * @throws MalformedFileException if it is missing, larger, unreadable or no strict JSON
   */
  public static JsonNode read(Path file, int most) {
    try {
      return StrictJson.read(file, most);
    } catch (JsonException e) {
      throw new MalformedFileException(e.getMessage(), e);
    }
  }
}
