package ai.kelix.engine;

import ai.kelix.InsufficientMemoryException;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Outline;
import ai.kelix.tensor.weights.WeightFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The least memory with which a model is of use: its weights as the backend holds them, and what
 * the hungriest program needs for one call of modest size.
 *
 * @param weights bytes of all weights that programs ask for
 * @param working bytes of the inputs, caches and intermediate results of the hungriest program
 * @param heap bytes of Java heap for one picture or one drawn block
 * @param packed bytes of the weights if those of linear layers were integers, lightest last
 */
record MemoryNeed(long weights, long working, long heap, Map<WeightFormat, Long> packed) {

  private static final long MIB = 1 << 20;

  /**
   * Adds up.
   *
   * @param outlines of all programs, with sizes
   * @param heap bytes of Java heap
   * @param widensWhole whether the backend copies 16-bit matrices to the type computed in
   * @param precision in which programs compute
   */
  static MemoryNeed of(
      List<Outline> outlines, long heap, boolean widensWhole, Precision precision) {
    long working = 0;
    for (Outline outline : outlines) {
      working = Math.max(working, outline.inputs() + outline.working());
    }
    Map<WeightFormat, Long> packed = new LinkedHashMap<>();
    WeightMemory integers = new WeightMemory(true, precision.compute());
    for (WeightFormat format : List.of(WeightFormat.INT8, WeightFormat.INT4)) {
      packed.put(format, integers.bytes(outlines, format));
    }
    WeightMemory weights = new WeightMemory(widensWhole, precision.compute());
    return new MemoryNeed(weights.bytes(outlines), working, heap, packed);
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
              Locale.ROOT,
              "the model needs %s of memory (%s for its weights, %s to work), available are %s; close other programs, raise the container's limit, %s",
              mib(weights + working),
              mib(weights),
              mib(working),
              mib(physical.getAsLong()),
              lighter(physical.getAsLong())));
    }
    if (probe.heap() < heap) {
      throw new InsufficientMemoryException(
          String.format(
              Locale.ROOT,
              "the model needs %s of Java heap, available are %s; raise the heap with -Xmx",
              mib(heap),
              mib(probe.heap())));
    }
  }

  private String lighter(long available) {
    for (Map.Entry<WeightFormat, Long> entry : packed.entrySet()) {
      long need = entry.getValue() + working;
      if (need <= available && entry.getValue() < weights) {
        return String.format(
            Locale.ROOT,
            "or take it in %1$s, which needs %2$s on the ONNX backend (kelix export --precision %1$s)",
            entry.getKey().word(),
            mib(need));
      }
    }
    return "or take a smaller model; no precision of this one fits";
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", (bytes + MIB - 1) / MIB);
  }
}
