package ai.kelix.core.config;

import ai.kelix.core.checkpoint.CheckpointException;
import ai.kelix.core.internal.json.StrictJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Logger;

/** Where configuration records come from and go to: files and strings of JSON. */
final class ConfigFile {
  /** Far above any real configuration, far below what could hurt. */
  static final int MAX_BYTES = 4 << 20;

  private static final Logger LOG = Logger.getLogger(ConfigFile.class.getName());

  /** Told about skipped keys when the caller does not want to hear of them. */
  static final Consumer<String> TO_LOG = LOG::warning;

  private ConfigFile() {}

  /** Opens the top-level object of a file. */
  static ConfigObject read(Path file, Consumer<String> warnings) {
    return new ConfigObject(StrictJson.read(file, MAX_BYTES), file.toString(), warnings);
  }

  /** Opens the top-level object of a text. */
  static ConfigObject parse(String json, Consumer<String> warnings) {
    return new ConfigObject(StrictJson.parse(json, "configuration"), "configuration", warnings);
  }

  /** Writes an object, indented, with a final newline. */
  static void write(Path file, ObjectNode json) {
    try {
      Files.writeString(file, json.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new CheckpointException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
