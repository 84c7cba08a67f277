package ai.kelix.core.checkpoint;

import ai.kelix.core.quantization.PackedWeight;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * Validated tensors of one checkpoint by network name: naming schemes, shards and fused or split
 * tensors are already resolved. Immutable and thread-safe; mapped memory is freed on close, after
 * which no buffer from here may be touched.
 */
public interface TensorSource extends AutoCloseable {

  /** Returns all names. */
  Set<String> names();

  /** Finds where a tensor lies. */
  Optional<StoredTensor> find(String name);

  /** Finds a linear layer's weight in another format; empty if it only exists as it is stored. */
  default Optional<PackedWeight> packed(String name) {
    return Optional.empty();
  }

  /**
   * Maps a tensor read-only: direct, little-endian, nothing copied. Tensors of 2 GiB and more are
   * refused here; backends that need them map {@link StoredTensor#file()} themselves.
   */
  ByteBuffer map(StoredTensor tensor);

  @Override
  void close();
}
