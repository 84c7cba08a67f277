package ai.kelix.libtorch.internal;

import ai.kelix.platform.Interruption;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.ChangedFileException;
import ai.kelix.tensor.weights.StoredTensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Safetensors files mapped by Panama, shared with libtorch without a copy. The mapping outlives
 * every tensor made of it: close this last.
 */
final class MappedWeights implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final ConcurrentHashMap<Path, MemorySegment> files = new ConcurrentHashMap<>();

  /** Returns the stored bytes as a tensor of the stored type; read-only by agreement. */
  Tensor tensor(StoredTensor stored) {
    MemorySegment file = files.computeIfAbsent(stored.file(), this::map);
    if (file.byteSize() < stored.offset() + stored.length()) {
      throw new ChangedFileException(
          String.format(
              Locale.ROOT,
              "the weights file %s was cut to %d bytes, tensor '%s' ended at %d",
              stored.file(),
              file.byteSize(),
              stored.name(),
              stored.offset() + stored.length()));
    }
    MemorySegment bytes = file.asSlice(stored.offset(), stored.length());
    try (TensorOptions options = new TensorOptions(Dtypes.toTorch(stored.dtype()))) {
      return torch.from_blob(new Address(bytes.address()), stored.sizes(), options);
    }
  }

  /** Tells whether the bytes are used where they lie rather than converted. */
  static boolean isShared(StoredTensor stored) {
    return stored.dtype() == DType.F32 || !stored.dtype().isFloating();
  }

  private MemorySegment map(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      Interruption.check(e, "mapping " + file);
      throw new ChangedFileException("the weights file " + file + " cannot be mapped", e);
    }
  }

  @Override
  public void close() {
    arena.close();
  }

  /** A pointer to memory that JavaCPP does not own. */
  private static final class Address extends Pointer {
    Address(long value) {
      address = value;
    }
  }
}
