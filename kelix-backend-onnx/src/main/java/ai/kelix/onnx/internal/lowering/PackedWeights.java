package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.weights.PackedWeight;
import ai.kelix.tensor.weights.StoredTensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The weights of a program that exist in another format too, found by their place in the
 * checkpoint, because a linear layer may use a range of rows. Confined to one thread.
 */
final class PackedWeights {
  private final Map<Path, NavigableMap<Long, Entry>> byPlace = new HashMap<>();

  private record Entry(StoredTensor stored, PackedWeight packed) {}

  void add(StoredTensor stored, PackedWeight packed) {
    byPlace
        .computeIfAbsent(stored.file(), file -> new TreeMap<>())
        .put(stored.offset(), new Entry(stored, packed));
  }

  /** Returns the other format of what a linear layer multiplies by; empty if there is none. */
  Optional<PackedRows> rowsOf(Value weight) {
    return StoredView.of(weight).flatMap(view -> rowsOf(view.data(), weight));
  }

  private Optional<PackedRows> rowsOf(Initializer.External place, Value weight) {
    NavigableMap<Long, Entry> file = byPlace.get(place.file());
    Map.Entry<Long, Entry> found = file == null ? null : file.floorEntry(place.offset());
    if (found == null) {
      return Optional.empty();
    }
    StoredTensor stored = found.getValue().stored;
    long rowBytes = stored.shape().get(1) * stored.dtype().bytes();
    long behind = place.offset() - stored.offset();
    boolean wholeRows =
        place.offset() + place.length() <= stored.offset() + stored.length()
            && behind % rowBytes == 0
            && weight.shape().dim(1).isFixed()
            && weight.shape().dim(1).size() == stored.shape().get(1);
    return wholeRows
        ? Optional.of(
            new PackedRows(
                found.getValue().packed, stored, behind / rowBytes, place.length() / rowBytes))
        : Optional.empty();
  }
}
