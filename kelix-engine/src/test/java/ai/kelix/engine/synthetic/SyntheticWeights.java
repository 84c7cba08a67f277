package ai.kelix.engine.synthetic;

import ai.kelix.formats.checkpoint.TensorPlan;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes shards with an index whose files are as long as they claim and take hardly any disk: what
 * nobody writes is a hole that reads as zeros.
 */
final class SyntheticWeights {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ALIGNMENT = 64;

  private final Path folder;
  private final Numbers numbers;

  /** Says what a tensor holds. */
  @FunctionalInterface
  interface Numbers {
    /** Writes elements from the position of the file on, or leaves zeros. */
    void write(TensorPlan tensor, RandomAccessFile to) throws IOException;

    /** Holes. */
    Numbers ZEROS = (tensor, to) -> {};
  }

  SyntheticWeights(Path folder, Numbers numbers) {
    this.folder = folder;
    this.numbers = numbers;
  }

  /** Writes all tensors, in shards of about so many bytes. */
  void write(List<TensorPlan> tensors, long shardBytes) throws IOException {
    List<List<TensorPlan>> shards = new ArrayList<>(List.of(new ArrayList<>()));
    long bytes = 0;
    for (TensorPlan tensor : tensors) {
      if (bytes > 0 && bytes + tensor.bytes() > shardBytes) {
        shards.add(new ArrayList<>());
        bytes = 0;
      }
      shards.get(shards.size() - 1).add(tensor);
      bytes += tensor.bytes();
    }
    ObjectNode index = JSON.createObjectNode();
    ObjectNode map = index.putObject("weight_map");
    for (int i = 0; i < shards.size(); i++) {
      String name =
          String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
      shard(folder.resolve(name), shards.get(i));
      shards.get(i).forEach(tensor -> map.put(tensor.name(), name));
    }
    Files.write(folder.resolve("model.safetensors.index.json"), JSON.writeValueAsBytes(index));
  }

  private void shard(Path file, List<TensorPlan> tensors) throws IOException {
    byte[] header = header(tensors);
    try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
      target.write(header);
      long offset = header.length;
      target.setLength(offset + tensors.stream().mapToLong(TensorPlan::bytes).sum());
      for (TensorPlan tensor : tensors) {
        target.seek(offset);
        numbers.write(tensor, target);
        offset += tensor.bytes();
      }
    }
  }

  private static byte[] header(List<TensorPlan> tensors) {
    ObjectNode root = JSON.createObjectNode();
    long offset = 0;
    for (TensorPlan tensor : tensors) {
      ObjectNode node = root.putObject(tensor.name()).put("dtype", tensor.dtype().name());
      tensor.shape().forEach(node.putArray("shape")::add);
      node.putArray("data_offsets").add(offset).add(offset + tensor.bytes());
      offset += tensor.bytes();
    }
    String json = root.toString();
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    int padded = (8 + length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer bytes = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded - 8L);
    bytes.put((json + " ".repeat(padded - 8 - length)).getBytes(StandardCharsets.UTF_8));
    return bytes.array();
  }
}
