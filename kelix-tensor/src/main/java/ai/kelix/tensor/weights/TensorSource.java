package ai.kelix.tensor.weights;

import ai.kelix.tensor.Catalogue;
import ai.kelix.tensor.Parameter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Validated tensors of one checkpoint by network name: naming schemes, shards and fused or split
 * tensors are already resolved. Immutable and thread-safe; mapped memory is freed on close, after
 * which no buffer from here may be touched.
 */
public interface TensorSource extends Catalogue, AutoCloseable {

  /** Returns all names. */
  Set<String> names();

  /** Finds where a tensor lies. */
  Optional<StoredTensor> find(String name);

  /** Finds a linear layer's weight in another format; empty if it only exists as it is stored. */
  default Optional<PackedWeight> packed(String name) {
    return Optional.empty();
  }

  /** Returns every tensor that a program may read, in whatever format. */
  default List<StoredTensor> stored() {
    List<StoredTensor> all = new ArrayList<>();
    for (String name : names()) {
      all.add(require(name));
      packed(name)
          .ifPresent(
              other -> {
                all.add(other.data());
                other.scales().ifPresent(all::add);
              });
    }
    return all;
  }

  /**
   * Returns where a tensor lies that must be there.
   *
   * @throws MissingTensorException if it is not
   */
  default StoredTensor require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new MissingTensorException(
                    String.format(
                        Locale.ROOT,
                        "tensor '%s' is missing from the checkpoint; is the download complete, and"
                            + " does config.json belong to it?",
                        name)));
  }

  /**
   * Returns where a weight lies, checked against what the network computes with: the one rule that
   * all backends follow.
   *
   * @param sizes the shape expected
   * @throws MissingTensorException if there is none
   * @throws TensorShapeException if its sizes differ
   * @throws TensorTypeException if it holds no floating-point numbers
   */
  default StoredTensor weight(String name, long... sizes) {
    StoredTensor stored = require(name);
    if (!stored.hasSizes(sizes)) {
      throw new TensorShapeException(
          String.format(
              Locale.ROOT,
              "%s: tensor '%s' has shape %s, the configuration demands %s",
              stored.file(),
              name,
              stored.shape(),
              Arrays.toString(sizes)));
    }
    if (!stored.type().isFloating()) {
      throw new TensorTypeException(
          String.format(
              Locale.ROOT,
              "%s: tensor '%s' holds %s, expected F32, F16 or BF16; take the model in one of these"
                  + " types",
              stored.file(),
              name,
              stored.type().name()));
    }
    return stored;
  }

  @Override
  default boolean has(String name) {
    return find(name).isPresent();
  }

  @Override
  default long[] sizesOf(String name) {
    return require(name).sizes();
  }

  /**
   * Checks that a parameter's weight is there, see {@link #weight}.
   *
   * @throws MissingTensorException if there is none
   * @throws TensorShapeException if its sizes differ
   * @throws TensorTypeException if it holds no floating-point numbers
   */
  @Override
  default void require(Parameter parameter) {
    weight(parameter.name(), parameter.sizes());
  }

  /**
   * Maps a tensor read-only: direct, little-endian, nothing copied. Tensors of 2 GiB and more are
   * refused here; backends that need them map {@link StoredTensor#file()} themselves.
   *
   * @throws ChangedFileException if the file was cut or removed since it was validated
   */
  ByteBuffer map(StoredTensor tensor);

  @Override
  void close();
}
