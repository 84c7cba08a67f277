package ai.kelix.onnx;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Weights for tests, written one after another into a file, each at an odd offset. */
final class FileWeights implements TensorSource {
  /** No weights at all. */
  static final FileWeights NONE = new FileWeights(Path.of("none"));

  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Path file;

  FileWeights(Path file) {
    this.file = file;
  }

  FileWeights with(String name, HostTensor tensor) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long offset = channel.size() + 7;
      ByteBuffer data = tensor.data().duplicate();
      long length = data.remaining();
      while (data.hasRemaining()) {
        channel.write(data, offset + length - data.remaining());
      }
      tensors.put(
          name, new StoredTensor(name, tensor.dtype(), tensor.shape(), file, offset, length));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the tensors of both. */
  FileWeights and(FileWeights other) {
    FileWeights both = new FileWeights(file);
    both.tensors.putAll(tensors);
    both.tensors.putAll(other.tensors);
    return both;
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public Optional<StoredTensor> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  @Override
  public ByteBuffer map(StoredTensor tensor) {
    throw new AssertionError("the ONNX backend maps no weights itself");
  }

  @Override
  public void close() {}
}
