package ai.kelix.testkit.reference;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint of one tensor that lies in a file of its own, for backends that read files
 * themselves.
 *
 * @param tensor where it lies
 */
public record FileTensorSource(StoredTensor tensor) implements TensorSource {

  /** Writes the tensor to a new file. */
  public static FileTensorSource write(Path file, String name, HostTensor numbers)
      throws IOException {
    ByteBuffer data = numbers.data().duplicate().rewind();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    Files.write(file, bytes);
    return new FileTensorSource(
        new StoredTensor(name, numbers.dtype(), numbers.shape(), file, 0, Files.size(file)));
  }

  @Override
  public Set<String> names() {
    return Set.of(tensor.name());
  }

  @Override
  public Optional<StoredTensor> find(String name) {
    return Optional.of(tensor).filter(own -> own.name().equals(name));
  }

  @Override
  public ByteBuffer map(StoredTensor part) {
    try {
      byte[] bytes = Files.readAllBytes(part.file());
      ByteBuffer mapped = ByteBuffer.allocateDirect(bytes.length);
      return mapped.put(bytes).flip().order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}
