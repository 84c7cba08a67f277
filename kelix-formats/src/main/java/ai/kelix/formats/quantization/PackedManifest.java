package ai.kelix.formats.quantization;

import ai.kelix.formats.checkpoint.JsonFile;
import ai.kelix.formats.checkpoint.MalformedFileException;
import ai.kelix.tensor.weights.CheckpointException;
import ai.kelix.tensor.weights.WeightFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an export has added to the folder of one component: {@code export.json}. It is written last,
 * so that a folder without it is an unfinished export or none. Immutable.
 *
 * @param format how the weights of linear layers were written
 * @param weights name of the file that holds them; empty if all were in the format already
 * @param graphs names of the ONNX files
 */
public record PackedManifest(WeightFormat format, Optional<String> weights, List<String> graphs) {
  /** Name of the file. */
  public static final String FILE = "export.json";

  private static final int VERSION = 1;
  private static final int MAX_BYTES = 1 << 20;
  private static final String PLAIN_NAME = "[A-Za-z0-9_][A-Za-z0-9._-]*";

  /** Copies the list. */
  public PackedManifest {
    graphs = List.copyOf(graphs);
  }

  /**
   * Reads the manifest of a folder; empty if there is none.
   *
   * @throws MalformedFileException if it is of another version or malformed, or names a file
   *     outside the folder
   */
  public static Optional<PackedManifest> find(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  private static PackedManifest read(Path file) {
    JsonNode json = JsonFile.read(file, MAX_BYTES, warning -> {});
    JsonNode version = json.path("format_version");
    if (!version.isInt() || version.asInt() != VERSION) {
      throw wrong(file, "format_version " + version, "" + VERSION);
    }
    JsonNode word = json.path("weight_format");
    WeightFormat format =
        WeightFormat.of(word.asText())
            .orElseThrow(() -> wrong(file, "weight_format " + word, "fp32, fp16, int8 or int4"));
    Optional<String> weights = Optional.empty();
    if (json.has("packed_weights")) {
      weights = Optional.of(name(file, json.get("packed_weights"), ".safetensors"));
    }
    JsonNode listed = json.path("graphs");
    if (!listed.isMissingNode() && !listed.isArray()) {
      throw wrong(file, "graphs " + listed, "a list of names");
    }
    List<String> graphs = new ArrayList<>();
    for (JsonNode graph : listed) {
      graphs.add(name(file, graph, ".onnx"));
    }
    return new PackedManifest(format, weights, graphs);
  }

  private static String name(Path file, JsonNode name, String ending) {
    String text = name.isTextual() ? name.asText() : "";
    if (!text.matches(PLAIN_NAME) || !text.endsWith(ending)) {
      throw wrong(file, "the file " + name, "a plain name that ends in " + ending);
    }
    if (!Files.isRegularFile(file.resolveSibling(text))) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT,
              "the file %s, which %s names, is missing; copy the whole folder or export it again",
              file.resolveSibling(text),
              file));
    }
    return text;
  }

  private static MalformedFileException wrong(Path file, String found, String expected) {
    return new MalformedFileException(
        String.format(Locale.ROOT, "%s: found %s, expected %s", file, found, expected));
  }

  /**
   * Writes the manifest in one move.
   *
   * @throws CheckpointException if it cannot be written
   */
  public void write(Path folder) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format_version", VERSION);
    json.put("weight_format", format.word());
    format.integerBits().ifPresent(bits -> json.put("block_size", PackedWriter.BLOCK));
    weights.ifPresent(name -> json.put("packed_weights", name));
    ArrayNode names = json.putArray("graphs");
    graphs.forEach(names::add);
    Path file = folder.resolve(FILE);
    Path part = folder.resolve(FILE + ".part");
    try {
      Files.write(part, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CheckpointException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
