package ai.kelix.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;

/** A language model that the engine can run: one that knows images, or one of text alone. */
public sealed interface LanguageConfig permits ArConfig, TextConfig {

  /** Returns the transformer and the block layout. */
  BackboneConfig backbone();

  /** Returns the ids of which any ends a turn. */
  Set<Integer> ends();

  /**
   * Reads a {@code config.json} of either kind and logs what it skips.
   *
   * @throws ai.kelix.core.checkpoint.CheckpointException if it is missing, malformed, impossible or
   *     unsupported
   */
  static LanguageConfig read(Path file) {
    JsonNode json = ConfigFile.json(file);
    boolean flat = json.has("model_type") && !json.has("qwen_config") && !json.has("__class__");
    return flat ? TextConfig.read(file) : ArConfig.read(file);
  }
}
