package ai.kelix.core.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an index says of its shards. An index that disagrees with its shards belongs to another
 * download, so it is refused even where the shards alone would do.
 *
 * @param file the index itself
 * @param shardOf the name of the file that holds a tensor, by the tensor's name
 */
record ShardIndex(Path file, Map<String, String> shardOf) {
  private static final int MAX_INDEX = 64 << 20;

  /** Reads an index. */
  static ShardIndex read(Path file) {
    JsonNode map = JsonFile.read(file, MAX_INDEX).path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new MalformedFileException(file + ": found no weight_map, expected one with entries");
    }
    Map<String, String> shardOf = new HashMap<>();
    map.properties().forEach(entry -> shardOf.put(entry.getKey(), entry.getValue().asText()));
    return new ShardIndex(file, Map.copyOf(shardOf));
  }

  /** Returns the names of all shards. */
  SortedSet<String> shards() {
    return new TreeSet<>(shardOf.values());
  }

  /**
   * Compares the index with what its shards hold.
   *
   * @param stored the tensors of all shards
   * @throws MalformedFileException if a tensor lies in another shard than the index says, or in one
   *     without being listed
   * @throws MissingTensorException if a listed tensor lies in none
   */
  void requireAgreement(Map<String, StoredTensor> stored) {
    requireListed(stored.values());
    for (Map.Entry<String, String> entry : new TreeMap<>(shardOf).entrySet()) {
      if (!stored.containsKey(entry.getKey())) {
        throw new MissingTensorException(
            String.format(
                "tensor '%s' is missing from %s, where %s places it; download both again",
                entry.getKey(), file.resolveSibling(entry.getValue()), file));
      }
    }
  }

  private void requireListed(Collection<StoredTensor> stored) {
    for (StoredTensor tensor : stored) {
      String listed = shardOf.get(tensor.name());
      if (listed == null) {
        throw new MalformedFileException(
            String.format(
                "tensor '%s' lies in %s, but %s does not list it; take both from the same download",
                tensor.name(), tensor.file(), file));
      }
      if (!tensor.file().equals(file.resolveSibling(listed))) {
        throw new MalformedFileException(
            String.format(
                "tensor '%s' lies in %s, but %s places it in %s; take all from the same download",
                tensor.name(), tensor.file(), file, listed));
      }
    }
  }
}
