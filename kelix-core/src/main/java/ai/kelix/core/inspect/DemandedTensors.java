package ai.kelix.core.inspect;

import ai.kelix.core.checkpoint.StoredTensor;
import ai.kelix.core.checkpoint.TensorPlan;
import ai.kelix.core.checkpoint.TensorSource;
import ai.kelix.core.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a network whatever it demands and remembers it, so that one walk finds everything that is
 * missing or unfit. For one thread.
 */
final class DemandedTensors implements TensorSource {
  private static final Path NOWHERE = Paths.get("");

  private final Map<String, StoredTensor> present;
  private final Map<String, List<Long>> assumed;
  private final Map<String, List<Long>> demanded = new LinkedHashMap<>();

  /**
   * Prepares a walk.
   *
   * @param present what is there
   * @param assumed shapes of tensors that decide themselves how large they are, for the case that
   *     they are not there
   */
  DemandedTensors(Map<String, StoredTensor> present, Map<String, List<Long>> assumed) {
    this.present = Map.copyOf(present);
    this.assumed = Map.copyOf(assumed);
  }

  /** Returns what has been asked for, by name, in order. */
  Map<String, List<Long>> demanded() {
    return demanded;
  }

  @Override
  public Set<String> names() {
    return present.keySet();
  }

  @Override
  public Optional<StoredTensor> find(String name) {
    return Optional.ofNullable(present.get(name))
        .or(() -> Optional.ofNullable(assumed.get(name)).map(shape -> imagined(name, shape)));
  }

  @Override
  public StoredTensor weight(String name, long... sizes) {
    List<Long> shape = Arrays.stream(sizes).boxed().toList();
    demanded.put(name, shape);
    return imagined(name, shape);
  }

  private static StoredTensor imagined(String name, List<Long> shape) {
    long bytes = new TensorPlan(name, DType.F32, shape).bytes();
    return new StoredTensor(name, DType.F32, shape, NOWHERE, 0, bytes);
  }

  @Override
  public ByteBuffer map(StoredTensor tensor) {
    throw new UnsupportedOperationException("an inspection reads no elements");
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
