package ai.kelix.testkit.reference;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint in memory. The tensors lie in no file, so this serves only backends that call {@link
 * #map}.
 */
public final class MemoryTensorSource implements TensorSource {
  private static final Path NO_FILE = Path.of("in-memory");

  private final Map<String, HostTensor> tensors;

  /** Shares the tensors. */
  public MemoryTensorSource(Map<String, HostTensor> tensors) {
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** A checkpoint without tensors. */
  public static MemoryTensorSource empty() {
    return new MemoryTensorSource(Map.of());
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public Optional<StoredTensor> find(String name) {
    return Optional.ofNullable(tensors.get(name)).map(tensor -> describe(name, tensor));
  }

  private static StoredTensor describe(String name, HostTensor tensor) {
    long length = tensor.data().limit();
    return new StoredTensor(name, tensor.dtype(), tensor.shape(), NO_FILE, 0, length);
  }

  @Override
  public ByteBuffer map(StoredTensor tensor) {
    HostTensor found = Objects.requireNonNull(tensors.get(tensor.name()), tensor.name());
    return found.data().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {}
}
