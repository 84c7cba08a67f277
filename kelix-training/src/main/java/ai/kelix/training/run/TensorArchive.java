package ai.kelix.training.run;

import ai.kelix.core.program.HostTensor;
import ai.kelix.core.tensor.DType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named tensors in one safetensors file, written and read whole. */
public final class TensorArchive {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TensorArchive() {}

  /** Writes a new file; an existing one is an error. */
  public static void write(Path file, Map<String, HostTensor> tensors) {
    ObjectNode header = JSON.createObjectNode();
    long offset = 0;
    for (Map.Entry<String, HostTensor> entry : tensors.entrySet()) {
      HostTensor tensor = entry.getValue();
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", tensor.dtype().name());
      tensor.shape().forEach(node.putArray("shape")::add);
      long end = offset + tensor.data().remaining();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      writeFully(channel, length.putLong(json.length).flip());
      writeFully(channel, ByteBuffer.wrap(json));
      for (HostTensor tensor : tensors.values()) {
        writeFully(channel, tensor.data().duplicate());
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the training checkpoint " + file, e);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Reads a file that {@link #write} wrote; the tensors share the mapped file. */
  public static Map<String, HostTensor> read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN);
      int start = Math.toIntExact(bytes.getLong(0)) + 8;
      byte[] json = new byte[start - 8];
      bytes.get(8, json);
      Map<String, HostTensor> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
        JsonNode node = entry.getValue();
        int from = start + node.path("data_offsets").path(0).intValue();
        int to = start + node.path("data_offsets").path(1).intValue();
        long[] sizes = new long[node.path("shape").size()];
        for (int i = 0; i < sizes.length; i++) {
          sizes[i] = node.path("shape").path(i).longValue();
        }
        DType dtype = DType.valueOf(node.path("dtype").textValue());
        tensors.put(entry.getKey(), HostTensor.wrap(bytes.slice(from, to - from), dtype, sizes));
      }
      return tensors;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the training checkpoint " + file, e);
    }
  }
}
