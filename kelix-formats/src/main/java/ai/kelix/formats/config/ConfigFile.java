package ai.kelix.formats.config;

import ai.kelix.formats.checkpoint.ConfigurationException;
import ai.kelix.formats.checkpoint.JsonFile;
import ai.kelix.formats.checkpoint.MalformedFileException;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tokenizer.json.ConfigObject;
import ai.kelix.tokenizer.json.JsonException;
import ai.kelix.tokenizer.json.StrictJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import reactor.util.Loggers;

/** Where configuration records come from and go to: files and strings of JSON. */
final class ConfigFile {
  /** Far above any real configuration, far below what could hurt. */
  private static final int MAX_BYTES = 4 << 20;

  /** Told about skipped keys when the caller does not want to hear of them. */
  static final Consumer<String> TO_LOG =
      warning -> Loggers.getLogger(ConfigFile.class).warn(warning);

  private ConfigFile() {}

  /** Opens the top-level object of a file. */
  static ConfigObject read(Path file, Consumer<String> warnings) {
    return object(JsonFile.read(file, MAX_BYTES, warnings), file.toString(), warnings);
  }

  /** Reads a file whose structure is not known yet, and which is read again with its warnings. */
  static JsonNode json(Path file) {
    return JsonFile.read(file, MAX_BYTES, warning -> {});
  }

  private static ConfigObject object(JsonNode json, String source, Consumer<String> warnings) {
    return new ConfigObject(json, source, warnings, ConfigurationException::new);
  }

  /** Opens the top-level object of a text. */
  static ConfigObject parse(String json, Consumer<String> warnings) {
    try {
      return object(StrictJson.parse(json, "configuration", warnings), "configuration", warnings);
    } catch (JsonException e) {
      throw new MalformedFileException(e.getMessage(), e);
    }
  }

  /** Writes an object, indented, with a final newline. */
  static void write(Path file, ObjectNode json) {
    try {
      Files.write(file, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CheckpointException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
