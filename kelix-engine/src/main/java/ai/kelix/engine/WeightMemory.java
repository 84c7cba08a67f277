package ai.kelix.engine;

import ai.kelix.formats.quantization.PackedWriter;
import ai.kelix.tensor.program.Outline;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.PackedWeight;
import ai.kelix.tensor.weights.RowRange;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.WeightFormat;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds up what weights take in memory. Packed weights are as large as they are packed. Where
 * weights are stored in another type than is computed in, one backend copies them, another reads
 * matrices as they are stored. Tables that rows are looked up in stay in their files everywhere,
 * and a lookup reads a few rows: they count for nothing.
 *
 * @param widensWhole whether matrices stored in another type are copied to the one computed in
 * @param compute the type computed in
 */
record WeightMemory(boolean widensWhole, DType compute) {

  /** Where a weight, or a range of its rows, begins. */
  private record Place(Path file, long offset) {}

  /** What a weight takes: a copy of its own, or pages of its file. */
  private record Held(long bytes, boolean mapped) {
    static Held most(Held one, Held other) {
      return one.bytes >= other.bytes ? one : other;
    }
  }

  /**
   * Returns the bytes of all weights that some programs use, each counted once. Of weights that are
   * only mapped, which the system can take back, those of one folder count: the one with the most,
   * because language model, transformer and autoencoder work one after the other.
   */
  long bytes(List<Outline> outlines) {
    return bytes(outlines, Optional.empty());
  }

  /** Returns the same if linear layers multiplied by weights of a format. */
  long bytes(List<Outline> outlines, WeightFormat format) {
    return bytes(outlines, Optional.of(format));
  }

  private long bytes(List<Outline> outlines, Optional<WeightFormat> format) {
    Map<Place, Held> counted = new HashMap<>();
    for (Outline outline : outlines) {
      outline.weights().forEach((name, tensor) -> add(counted, outline, name, tensor, format));
    }
    long copied = 0;
    Map<Path, Long> mapped = new HashMap<>();
    for (Map.Entry<Place, Held> entry : counted.entrySet()) {
      Held held = entry.getValue();
      if (held.mapped()) {
        Path folder = entry.getKey().file().toAbsolutePath().getParent();
        mapped.merge(folder, held.bytes(), Long::sum);
      } else {
        copied += held.bytes();
      }
    }
    return copied + mapped.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private void add(
      Map<Place, Held> counted,
      Outline outline,
      String name,
      StoredTensor tensor,
      Optional<WeightFormat> chosen) {
    if (outline.linear().contains(name)) {
      addRows(counted, outline, name, tensor, chosen.or(() -> packed(outline, name)));
    } else if (!outline.lookedUp().contains(name)
        && (tensor.shape().size() != 2 || outline.parts().containsKey(name))) {
      // Any other matrix is asked for by a layer of which this program uses another part.
      addRows(counted, outline, name, tensor, Optional.empty());
    }
  }

  /** Only the backend that widens whole matrices multiplies by packed ones. */
  private Optional<WeightFormat> packed(Outline outline, String name) {
    return Optional.ofNullable(outline.packed().get(name))
        .filter(other -> widensWhole)
        .map(PackedWeight::format);
  }

  private void addRows(
      Map<Place, Held> counted,
      Outline outline,
      String name,
      StoredTensor tensor,
      Optional<WeightFormat> format) {
    long elements = tensor.length() / tensor.dtype().bytes();
    long rows = tensor.shape().isEmpty() ? 1 : Math.max(1, tensor.shape().get(0));
    Set<RowRange> whole = Set.of(new RowRange(0, rows));
    for (RowRange part : outline.parts().getOrDefault(name, whole)) {
      Place place =
          new Place(tensor.file(), tensor.offset() + part.first() * (tensor.length() / rows));
      Held held = held(part.count() * (elements / rows), tensor, format);
      counted.merge(place, held, Held::most);
    }
  }

  private Held held(long elements, StoredTensor tensor, Optional<WeightFormat> format) {
    if (format.isPresent() && format.get().integerBits().isPresent()) {
      return new Held(PackedWriter.bytes(format.get(), elements), false);
    }
    boolean asStored = !widensWhole && tensor.shape().size() == 2;
    DType type = asStored ? tensor.dtype() : compute;
    return new Held(elements * type.bytes(), asStored);
  }
}
