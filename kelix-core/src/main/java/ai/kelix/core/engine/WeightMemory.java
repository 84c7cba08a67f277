package ai.kelix.core.engine;

import ai.kelix.core.checkpoint.RowRange;
import ai.kelix.core.checkpoint.StoredTensor;
import ai.kelix.core.checkpoint.WeightFormat;
import ai.kelix.core.program.Outline;
import ai.kelix.core.quantization.PackedWriter;
import ai.kelix.core.tensor.DType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds up what weights take in memory. Both backends compute in float32: where weights are stored
 * in 16 bits, one copies them to float32, another reads matrices as they are stored. Tables that
 * rows are looked up in stay as they are stored everywhere.
 *
 * @param widensWhole whether matrices stored in 16 bits are copied to float32
 */
record WeightMemory(boolean widensWhole) {
  private static final DType COMPUTE_TYPE = DType.F32;

  /** Where a weight, or a range of its rows, begins. */
  private record Place(Path file, long offset) {}

  /** Returns the bytes of all weights that some programs use, each counted once. */
  long bytes(List<Outline> outlines) {
    return bytes(outlines, WeightFormat.FP32);
  }

  /** Returns the same if linear layers multiplied by weights of a format. */
  long bytes(List<Outline> outlines, WeightFormat format) {
    Map<Place, Long> counted = new HashMap<>();
    for (Outline outline : outlines) {
      outline.weights().forEach((name, tensor) -> add(counted, outline, name, tensor, format));
    }
    return counted.values().stream().mapToLong(Long::longValue).sum();
  }

  private void add(
      Map<Place, Long> counted,
      Outline outline,
      String name,
      StoredTensor tensor,
      WeightFormat format) {
    boolean linear = outline.linear().contains(name);
    boolean lookedUp = outline.lookedUp().contains(name);
    if (lookedUp && !linear) {
      // Kept apart from a product by the same table, which has its own copy.
      counted.merge(new Place(tensor.file(), -1 - tensor.offset()), tensor.length(), Math::max);
      return;
    }
    long elements = tensor.length() / tensor.dtype().bytes();
    long rows = tensor.shape().isEmpty() ? 1 : Math.max(1, tensor.shape().get(0));
    Set<RowRange> whole = Set.of(new RowRange(0, rows));
    for (RowRange part : outline.parts().getOrDefault(name, whole)) {
      Place place =
          new Place(tensor.file(), tensor.offset() + part.first() * (tensor.length() / rows));
      long size = size(part.count() * (elements / rows), tensor, linear, format);
      counted.merge(place, size, Math::max);
    }
  }

  private long size(long elements, StoredTensor tensor, boolean linear, WeightFormat format) {
    if (linear && format.integerBits().isPresent()) {
      int bits = format.integerBits().getAsInt();
      return elements * bits / Byte.SIZE + elements / PackedWriter.BLOCK * Float.BYTES;
    }
    boolean asStored = !widensWhole && tensor.shape().size() == 2;
    return elements * (asStored ? tensor.dtype() : COMPUTE_TYPE).bytes();
  }
}
