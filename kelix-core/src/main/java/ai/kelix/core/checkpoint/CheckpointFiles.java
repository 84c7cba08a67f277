package ai.kelix.core.checkpoint;

import ai.kelix.core.internal.json.JsonException;
import ai.kelix.core.internal.json.StrictJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the weight files of a folder: those of the index, else the one of a well-known name, else
 * numbered shards. Whatever else lies there is left alone.
 */
final class CheckpointFiles {
  private static final List<String> STEMS = List.of("model", "diffusion_pytorch_model");
  private static final int MAX_INDEX = 64 << 20;

  private CheckpointFiles() {}

  /** Tells whether a folder holds weights at all. */
  static boolean exist(Path folder) {
    return STEMS.stream()
            .flatMap(stem -> Stream.of(stem + ".safetensors", stem + ".safetensors.index.json"))
            .anyMatch(name -> Files.isRegularFile(folder.resolve(name)))
        || !shards(folder).isEmpty();
  }

  static List<Path> of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new MalformedFileException(
          folder + " is no folder: expected one that holds safetensors files");
    }
    for (String stem : STEMS) {
      Path index = folder.resolve(stem + ".safetensors.index.json");
      if (Files.isRegularFile(index)) {
        return indexed(folder, index);
      }
    }
    for (String stem : STEMS) {
      Path single = folder.resolve(stem + ".safetensors");
      if (Files.isRegularFile(single)) {
        return List.of(single);
      }
    }
    List<Path> shards = shards(folder);
    if (shards.isEmpty()) {
      throw new MalformedFileException(
          String.format(
              "%s holds no weights: expected model.safetensors, diffusion_pytorch_model.safetensors or shards with an index",
              folder));
    }
    return shards;
  }

  private static List<Path> indexed(Path folder, Path index) {
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, JsonNode> entry : weightMap(index).properties()) {
      names.add(entry.getValue().asText());
    }
    return names.stream().map(name -> shard(folder, index, name)).toList();
  }

  private static Path shard(Path folder, Path index, String name) {
    boolean plain = name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*\\.safetensors");
    if (!plain) {
      throw new MalformedFileException(
          String.format(
              "%s names the file '%s', expected a plain name that ends in .safetensors",
              index, name));
    }
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new MalformedFileException(
          String.format(
              "the shard %s, which %s names, is missing; download it again", file, index));
    }
    return file;
  }

  private static JsonNode weightMap(Path index) {
    JsonNode map = json(index).path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new MalformedFileException(index + ": found no weight_map, expected one with entries");
    }
    return map;
  }

  private static JsonNode json(Path index) {
    try {
      return StrictJson.read(index, MAX_INDEX);
    } catch (JsonException e) {
      throw new MalformedFileException(e.getMessage(), e);
    }
  }

  private static List<Path> shards(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("model-\\d+-of-\\d+\\.safetensors"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new MalformedFileException("cannot list the folder " + folder + ": " + e, e);
    }
  }
}
