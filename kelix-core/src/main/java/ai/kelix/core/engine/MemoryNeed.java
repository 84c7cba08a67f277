package ai.kelix.core.engine;

import ai.kelix.InsufficientMemoryException;
import ai.kelix.core.checkpoint.StoredTensor;
import ai.kelix.core.program.Outline;
import ai.kelix.core.tensor.DType;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The least memory with which a model is of use: its weights in the compute type, and what the
 * hungriest program needs for one call of modest size.
 *
 * @param weights bytes of all weights that programs ask for
 * @param working bytes of the inputs, caches and intermediate results of the hungriest program
 * @param heap bytes of Java heap for one picture or one drawn block
 */
record MemoryNeed(long weights, long working, long heap) {
  /** Both backends compute in float32, whatever the files hold. */
  private static final DType COMPUTE_TYPE = DType.F32;

  /** An operation holds at least what it reads and what it writes. */
  private static final int ALIVE = 2;

  private static final long MIB = 1 << 20;

  private record Place(Path file, long offset) {}

  /**
   * Adds up.
   *
   * @param outlines of all programs, with sizes
   * @param heap bytes of Java heap
   */
  static MemoryNeed of(List<Outline> outlines, long heap) {
    Set<Place> counted = new HashSet<>();
    long weights = 0;
    long working = 0;
    for (Outline outline : outlines) {
      for (StoredTensor tensor : outline.weights().values()) {
        if (counted.add(new Place(tensor.file(), tensor.offset()))) {
          weights += tensor.length() / tensor.dtype().bytes() * COMPUTE_TYPE.bytes();
        }
      }
      working = Math.max(working, outline.inputs() + ALIVE * outline.largestResult());
    }
    return new MemoryNeed(weights, working, heap);
  }

  /**
   * Compares with what there is.
   *
   * @throws InsufficientMemoryException if it cannot suffice
   */
  void require(MemoryProbe probe) {
    OptionalLong physical = probe.physical();
    if (physical.isPresent() && physical.getAsLong() < weights + working) {
      throw new InsufficientMemoryException(
          String.format(
              "the model needs %s of memory (%s for its weights in %s, %s to work), available are %s; close other programs, raise the container's limit or take a smaller model",
              mib(weights + working),
              mib(weights),
              COMPUTE_TYPE,
              mib(working),
              mib(physical.getAsLong())));
    }
    if (probe.heap() < heap) {
      throw new InsufficientMemoryException(
          String.format(
              "the model needs %s of Java heap, available are %s; raise the heap with -Xmx",
              mib(heap), mib(probe.heap())));
    }
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", (bytes + MIB - 1) / MIB);
  }
}
