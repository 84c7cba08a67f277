package ai.kelix.tools.assembly;

import ai.kelix.formats.checkpoint.CheckpointWriter;
import ai.kelix.formats.checkpoint.StoredBytes;
import ai.kelix.formats.checkpoint.TensorPlan;
import ai.kelix.model.initial.Initialization;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorShapeException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Weights that are going to be written, each with where its elements come from. For one thread. */
final class WeightList {
  private final Map<String, TensorPlan> plans = new TreeMap<>();
  private final Map<String, CheckpointWriter.Contents> contents = new TreeMap<>();

  /**
   * Adds a copy, bit by bit.
   *
   * @throws TensorShapeException if it has another shape than the network demands
   */
  void copy(Parameter demanded, StoredTensor tensor) {
    if (!tensor.hasSizes(demanded.sizes())) {
      throw new TensorShapeException(
          String.format(
              Locale.ROOT,
              "%s: tensor '%s' has shape %s, the new model demands %s for '%s'; does the configuration beside it belong to it?",
              tensor.file(),
              tensor.name(),
              tensor.shape(),
              shape(demanded),
              demanded.name()));
    }
    put(
        TensorPlan.copyOf(tensor, demanded.name()),
        (plan, to) -> StoredBytes.read(tensor, 1, to::write));
  }

  /**
   * Adds a copy of what a part brings, or else first values.
   *
   * @throws TensorShapeException if it is brought in another shape than the network demands
   */
  void copyOrDraw(
      Parameter demanded,
      Optional<StoredTensor> brought,
      DType type,
      Initialization initialization) {
    if (brought.isPresent()) {
      copy(demanded, brought.get());
    } else {
      numbers(demanded, type, () -> initialization.initial(demanded));
    }
  }

  /** Adds float32 numbers, made when they are written, in the type of the file. */
  void numbers(Parameter demanded, DType type, Supplier<HostTensor> values) {
    put(
        new TensorPlan(demanded.name(), type, shape(demanded)),
        (plan, to) -> to.write(FloatBytes.of(values.get().floats(), type)));
  }

  private static List<Long> shape(Parameter parameter) {
    return Arrays.stream(parameter.sizes()).boxed().toList();
  }

  /** Adds a tensor that is written in pieces. */
  void put(TensorPlan plan, CheckpointWriter.Contents elements) {
    plans.put(plan.name(), plan);
    contents.put(plan.name(), elements);
  }

  /** Returns the bytes of all. */
  long bytes() {
    return plans.values().stream().mapToLong(TensorPlan::bytes).sum();
  }

  /** Writes everything, in the order of names. */
  void write(Path folder, String stage, AssemblyProgress progress) {
    long total = bytes();
    long[] done = new long[1];
    List<TensorPlan> ordered = List.copyOf(plans.values());
    new CheckpointWriter(folder, ordered, CheckpointWriter.RELEASE_SHARD)
        .write(
            (plan, to) -> {
              CheckpointWriter.Contents elements = contents.get(plan.name());
              if (elements == null) {
                throw new IllegalStateException("no contents for " + plan.name());
              }
              elements.write(plan, to);
              done[0] += plan.bytes();
              progress.at(stage, done[0], total);
            });
  }
}
