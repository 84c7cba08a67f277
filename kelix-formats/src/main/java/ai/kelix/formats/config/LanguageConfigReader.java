package ai.kelix.formats.config;

import ai.kelix.model.llm.LanguageConfig;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** Reads a {@link LanguageConfig}. Stateless. */
public final class LanguageConfigReader {

  private LanguageConfigReader() {}

  /**
   * Reads a {@code config.json} of either kind and logs what it skips.
   *
   * @throws ai.kelix.tensor.weights.CheckpointException if it is missing, malformed, impossible or
   *     unsupported
   */
  public static LanguageConfig read(Path file) {
    JsonNode json = ConfigFile.json(file);
    boolean flat = json.has("model_type") && !json.has("qwen_config") && !json.has("__class__");
    return flat ? TextConfigReader.read(file) : ArConfigReader.read(file);
  }
}
