package ai.kelix.tensor.program;

import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.StoredType;
import ai.kelix.tensor.weights.TensorSource;
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
public final class DemandedTensors implements TensorSource {
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
  public DemandedTensors(Map<String, StoredTensor> present, Map<String, List<Long>> assumed) {
    this.present = Map.copyOf(present);
    this.assumed = Map.copyOf(assumed);
  }

  /** Returns every tensor that programs ask for, with its shape, by name. */
  public static Map<String, List<Long>> of(List<Program> programs) {
    return of(programs, Map.of());
  }

  /**
   * Returns every tensor that programs ask for, with its shape, by name.
   *
   * @param assumed shapes of tensors that decide themselves how large they are
   */
  public static Map<String, List<Long>> of(
      List<Program> programs, Map<String, List<Long>> assumed) {
    DemandedTensors demanded = new DemandedTensors(Map.of(), assumed);
    programs.forEach(program -> Outline.of(program, demanded));
    return demanded.demanded();
  }

  /** Returns what has been asked for, by name, in order. */
  public Map<String, List<Long>> demanded() {
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
    long bytes = StoredType.of(DType.F32).bytes(shape);
    return new StoredTensor(name, DType.F32, shape, NOWHERE, 0, bytes);
  }

  @Override
  public ByteBuffer map(StoredTensor tensor) {
    throw new UnsupportedOperationException("a walk reads no elements");
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
