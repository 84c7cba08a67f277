package ai.kelix.formats.quantization;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.PackedWeight;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorShapeException;
import ai.kelix.tensor.weights.TensorSource;
import ai.kelix.tensor.weights.WeightFormat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint some of whose linear weights exist in another format too, in a second file.
 * Immutable and thread-safe.
 */
public final class PackedCheckpoint implements TensorSource {
  /** Ends the names of packed integers. */
  static final String PACKED = ".packed";

  /** Ends the names of their scales. */
  static final String SCALES = ".scales";

  private final TensorSource original;
  private final Map<String, PackedWeight> packed;

  private PackedCheckpoint(TensorSource original, Map<String, PackedWeight> packed) {
    this.original = original;
    this.packed = Map.copyOf(packed);
  }

  /**
   * Opens the second file; reads its header only.
   *
   * @param original the checkpoint that it was made from
   * @param file what {@link PackedWriter} wrote
   * @throws ai.kelix.tensor.weights.CheckpointException if it is malformed or of another model
   */
  public static PackedCheckpoint open(TensorSource original, Path file, WeightFormat format) {
    Map<String, PackedWeight> packed = new LinkedHashMap<>();
    try (Checkpoint second = Checkpoint.openFile(file)) {
      for (String name : second.names()) {
        StoredTensor data = second.find(name).orElseThrow();
        if (format.integerBits().isEmpty()) {
          add(packed, original, name, new PackedWeight(format, data, Optional.empty()));
        } else if (name.endsWith(PACKED)) {
          String weight = name.substring(0, name.length() - PACKED.length());
          Optional<StoredTensor> scales = second.find(weight + SCALES);
          add(packed, original, weight, new PackedWeight(format, data, scales));
        }
      }
    }
    return new PackedCheckpoint(original, packed);
  }

  private static void add(
      Map<String, PackedWeight> packed, TensorSource original, String name, PackedWeight weight) {
    StoredTensor stored =
        original
            .find(name)
            .orElseThrow(
                () ->
                    new TensorShapeException(
                        String.format(
                            Locale.ROOT,
                            "%s: packs tensor '%s', which the checkpoint does not have; export it again",
                            weight.data().file(),
                            name)));
    if (!fits(stored, weight)) {
      throw new TensorShapeException(
          String.format(
              Locale.ROOT,
              "%s: tensor '%s' is %s %s with scales %s, which does not stand for %s in %s; export it again",
              weight.data().file(),
              name,
              weight.data().dtype(),
              weight.data().shape(),
              weight.scales().map(StoredTensor::shape),
              stored.shape(),
              weight.format().word()));
    }
    packed.put(name, weight);
  }

  private static boolean fits(StoredTensor stored, PackedWeight weight) {
    List<Long> shape = weight.data().shape();
    if (weight.data().dtype() != weight.format().storedType() || stored.shape().size() != 2) {
      return false;
    }
    if (weight.format().integerBits().isEmpty()) {
      return shape.equals(stored.shape());
    }
    if (shape.size() != 3 || shape.get(2) < 1 || weight.blockSize() < 16) {
      return false;
    }
    long blocks = -Math.floorDiv(-stored.shape().get(1), weight.blockSize());
    return Long.bitCount(weight.blockSize()) == 1
        && shape.get(0).equals(stored.shape().get(0))
        && shape.get(1) == blocks
        && weight
            .scales()
            .filter(s -> s.dtype() == DType.F32)
            .map(StoredTensor::shape)
            .filter(List.of(shape.get(0), blocks)::equals)
            .isPresent();
  }

  @Override
  public Set<String> names() {
    return original.names();
  }

  @Override
  public Optional<StoredTensor> find(String name) {
    return original.find(name);
  }

  @Override
  public Optional<PackedWeight> packed(String name) {
    return Optional.ofNullable(packed.get(name));
  }

  @Override
  public ByteBuffer map(StoredTensor tensor) {
    return original.map(tensor);
  }

  @Override
  public void close() {
    original.close();
  }
}
