package ai.kelix.tensor.internal.outline;

import ai.kelix.tensor.DType;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Shape;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.weights.PackedWeight;
import ai.kelix.tensor.weights.RowRange;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What one walk over a program met. Confined to one thread. */
public final class OutlineLog {
  private final TensorSource source;
  private final Map<String, StoredTensor> weights = new LinkedHashMap<>();
  private final Set<String> linear = new LinkedHashSet<>();
  private final Map<String, PackedWeight> packed = new LinkedHashMap<>();
  private final Set<String> lookedUp = new LinkedHashSet<>();
  private final Map<String, Set<RowRange>> parts = new LinkedHashMap<>();
  private long largest;

  /** Makes an empty log of a walk over these weights. */
  public OutlineLog(TensorSource source) {
    this.source = source;
  }

  /** Returns the weights from the root of the checkpoint. */
  public Parameters parameters() {
    return new OutlineParameters(this, source, "");
  }

  /** Returns an input of the program. */
  public Tensor input(DType dtype, Shape shape) {
    return new OutlineTensor(this, dtype, shape);
  }

  /** Returns the weights asked for, by name. */
  public Map<String, StoredTensor> weights() {
    return Collections.unmodifiableMap(weights);
  }

  /** Returns the bytes of the largest result; results of unknown size do not count. */
  public long largest() {
    return largest;
  }

  /** Returns the names of weights that linear layers multiply by. */
  public Set<String> linear() {
    return Collections.unmodifiableSet(linear);
  }

  /** Returns the names of tables that are looked rows up in. */
  public Set<String> lookedUp() {
    return Collections.unmodifiableSet(lookedUp);
  }

  /** Returns the ranges of rows that are used of weights that are not used as a whole. */
  public Map<String, Set<RowRange>> parts() {
    return Collections.unmodifiableMap(parts);
  }

  /** Returns the other formats of weights that exist in one. */
  public Map<String, PackedWeight> packed() {
    return Collections.unmodifiableMap(packed);
  }

  void lookedUp(String name) {
    lookedUp.add(name);
  }

  void narrowed(String name, RowRange rows) {
    parts.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(rows);
  }

  void multiplied(String name) {
    linear.add(name);
  }

  OutlineTensor weight(String name, StoredTensor stored) {
    weights.put(name, stored);
    source.packed(name).ifPresent(other -> packed.put(name, other));
    return new OutlineTensor(this, DType.F32, Shape.of(stored.sizes()), name, 0);
  }

  /** Returns a tensor that some operation fills. */
  OutlineTensor result(DType dtype, Shape shape) {
    if (shape.isFixed()) {
      long bytes = dtype.bytes();
      for (long size : shape.sizes()) {
        bytes = Math.multiplyExact(bytes, size);
      }
      largest = Math.max(largest, bytes);
    }
    return new OutlineTensor(this, dtype, shape);
  }
}
