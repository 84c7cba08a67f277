package ai.kelix.formats.checkpoint;

import ai.kelix.tensor.weights.MissingTensorException;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tokenizer.json.ConfigObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What an index says of its shards. An index that places tensors elsewhere belongs to another
 * download, so it is refused even where the shards alone would do; what it does not mention is read
 * all the same, as other libraries do.
 *
 * @param file the index itself
 * @param shardOf the name of the file that holds a tensor, by the tensor's name
 */
record ShardIndex(Path file, Map<String, String> shardOf) {
  private static final int MAX_INDEX = 64 << 20;
  private static final int NAMED = 5;

  /** Reads an index. */
  static ShardIndex read(Path file, Consumer<String> warnings) {
    return from(
        new ConfigObject(
            JsonFile.read(file, MAX_INDEX, warnings),
            file.toString(),
            warnings,
            MalformedFileException::new),
        file);
  }

  static ShardIndex from(ConfigObject json, Path file) {
    if (json.isEmpty("weight_map")) {
      throw json.wrong("weight_map", "absent or empty", "one with entries");
    }
    ConfigObject map = json.object("weight_map");
    Map<String, String> shardOf = new HashMap<>();
    for (String tensor : map.names()) {
      shardOf.put(
          tensor,
          map.text(tensor).orElseThrow(() -> map.wrong(tensor, "null", "the name of a file")));
    }
    // Sums of sizes and counts, which the files tell themselves; who wrote it.
    json.ignore("metadata").finish();
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
   * @param warnings told of tensors that the index does not list
   * @throws MalformedFileException if a tensor lies in another shard than the index says
   * @throws MissingTensorException if a listed tensor lies in none
   */
  void requireAgreement(Map<String, StoredTensor> stored, Consumer<String> warnings) {
    List<String> unlisted = new ArrayList<>();
    for (StoredTensor tensor : stored.values()) {
      if (shardOf.containsKey(tensor.name())) {
        requirePlace(tensor);
      } else {
        unlisted.add(tensor.name() + " in " + tensor.file().getFileName());
      }
    }
    if (!unlisted.isEmpty()) {
      warnings.accept(
          String.format(
              Locale.ROOT,
              "%s does not list %s; %s read all the same",
              file,
              few(unlisted),
              unlisted.size() == 1 ? "it is" : "they are"));
    }
    for (Map.Entry<String, String> entry : new TreeMap<>(shardOf).entrySet()) {
      if (!stored.containsKey(entry.getKey())) {
        throw new MissingTensorException(
            String.format(
                Locale.ROOT,
                "tensor '%s' is missing from %s, where %s places it; download both again",
                entry.getKey(),
                file.resolveSibling(entry.getValue()),
                file));
      }
    }
  }

  private static String few(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    int more = names.size() - NAMED;
    return more > 0 ? String.format(Locale.ROOT, "%s and %d more", first, more) : first;
  }

  private void requirePlace(StoredTensor tensor) {
    String listed = shardOf.get(tensor.name());
    if (!tensor.file().equals(file.resolveSibling(listed))) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT,
              "tensor '%s' lies in %s, but %s places it in %s; take all from the same download",
              tensor.name(),
              tensor.file(),
              file,
              listed));
    }
  }
}
