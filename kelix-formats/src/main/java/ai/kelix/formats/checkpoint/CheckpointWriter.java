package ai.kelix.formats.checkpoint;

import ai.kelix.tokenizer.json.JsonTree;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the weights of a folder as the release does: {@code model.safetensors}, or shards with an
 * index when they are larger than one (kelix-ar §3). Interrupted, it goes on with the tensor at
 * which it stopped. For one thread.
 */
public final class CheckpointWriter {
  /** What the release's upload script takes: about 4 GiB. */
  public static final long RELEASE_SHARD = 4L << 30;

  private static final String STEM = "model";
  private static final JsonMapper JSON =
      JsonMapper.builder(JsonTree.factory(StreamReadConstraints.defaults())).build();

  private final Path folder;
  private final List<List<TensorPlan>> shards;

  /** Supplies the elements of tensors. */
  @FunctionalInterface
  public interface Contents {
    /** Writes all elements of one tensor, in one or several pieces. */
    void write(TensorPlan tensor, SafetensorsWriter to);
  }

  /**
   * Plans the files.
   *
   * @param folder exists
   * @param tensors in the order in which they will be asked for
   * @param shardBytes the most bytes of one file, unless a tensor alone is larger
   */
  public CheckpointWriter(Path folder, List<TensorPlan> tensors, long shardBytes) {
    this.folder = folder;
    this.shards = shards(tensors, shardBytes);
  }

  private static List<List<TensorPlan>> shards(List<TensorPlan> tensors, long shardBytes) {
    List<List<TensorPlan>> shards = new ArrayList<>(List.of(new ArrayList<>()));
    long bytes = 0;
    for (TensorPlan tensor : tensors) {
      List<TensorPlan> last = shards.get(shards.size() - 1);
      if (!last.isEmpty() && bytes + tensor.bytes() > shardBytes) {
        last = new ArrayList<>();
        shards.add(last);
        bytes = 0;
      }
      last.add(tensor);
      bytes += tensor.bytes();
    }
    return shards;
  }

  /** Writes all files that are not there yet, the index last. */
  public void write(Contents contents) {
    for (int i = 0; i < shards.size(); i++) {
      Path file = folder.resolve(fileName(i));
      if (Files.exists(file)) {
        continue;
      }
      try (SafetensorsWriter writer =
          SafetensorsWriter.open(file, shards.get(i), Map.of("format", "pt"))) {
        while (writer.complete() < shards.get(i).size()) {
          contents.write(shards.get(i).get(writer.complete()), writer);
        }
        writer.finish();
      }
    }
    if (shards.size() > 1) {
      writeIndex();
    }
  }

  private String fileName(int shard) {
    return shards.size() == 1
        ? STEM + ".safetensors"
        : String.format(Locale.ROOT, "%s-%05d-of-%05d.safetensors", STEM, shard + 1, shards.size());
  }

  private void writeIndex() {
    ObjectNode root = JSON.createObjectNode();
    long total = shards.stream().flatMap(List::stream).mapToLong(TensorPlan::bytes).sum();
    root.putObject("metadata").put("total_size", total);
    ObjectNode map = root.putObject("weight_map");
    for (int i = 0; i < shards.size(); i++) {
      String file = fileName(i);
      shards.get(i).forEach(tensor -> map.put(tensor.name(), file));
    }
    Path index = folder.resolve(STEM + ".safetensors.index.json");
    try {
      Files.write(index, (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + index, e);
    }
  }
}
