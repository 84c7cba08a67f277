package ai.kelix.testkit.reference;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All tensors of a small safetensors file that is known to be sound, copied into memory.
 *
 * @param tensors by name, in the order of the header
 */
public record GoldenFile(Map<String, HostTensor> tensors) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the map. */
  public GoldenFile {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Reads a fixture.
   *
   * @param name relative to the folder that the system property {@code kelix.fixtures} names, such
   *     as {@code ar-micro-a/golden.safetensors}
   */
  public static GoldenFile fixture(String name) {
    return read(fixturePath(name));
  }

  /** Returns where a fixture lies. */
  public static Path fixturePath(String name) {
    String folder = System.getProperty("kelix.fixtures");
    if (folder == null) {
      throw new IllegalStateException("the system property kelix.fixtures is not set");
    }
    return Path.of(folder).resolve(name);
  }

  /** Reads a file. */
  public static GoldenFile read(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int headerLength = Math.toIntExact(bytes.getLong(0));
      JsonNode header = JSON.readTree(bytes.array(), Long.BYTES, headerLength);
      ByteBuffer data =
          bytes.slice(Long.BYTES + headerLength, bytes.capacity() - Long.BYTES - headerLength);
      Map<String, HostTensor> tensors = new LinkedHashMap<>();
      header
          .properties()
          .forEach(
              entry -> {
                if (!entry.getKey().equals("__metadata__")) {
                  tensors.put(entry.getKey(), tensor(entry.getValue(), data));
                }
              });
      return new GoldenFile(tensors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostTensor tensor(JsonNode description, ByteBuffer data) {
    DType dtype = DType.valueOf(description.get("dtype").asText());
    JsonNode shape = description.get("shape");
    long[] sizes = IntStream.range(0, shape.size()).mapToLong(i -> shape.get(i).asLong()).toArray();
    int begin = description.get("data_offsets").get(0).asInt();
    int end = description.get("data_offsets").get(1).asInt();
    return HostTensor.wrap(data.slice(begin, end - begin), dtype, sizes);
  }

  /** Returns one tensor. */
  public HostTensor get(String name) {
    HostTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "no tensor '%s' among %s", name, tensors.keySet()));
    }
    return tensor;
  }

  /** Tells whether a tensor of this name exists. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** Returns the tensors as a checkpoint. */
  public MemoryTensorSource asWeights() {
    return new MemoryTensorSource(tensors);
  }
}
