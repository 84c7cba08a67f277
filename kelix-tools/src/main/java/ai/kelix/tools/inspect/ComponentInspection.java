package ai.kelix.tools.inspect;

import ai.kelix.formats.config.ComponentKind;
import ai.kelix.formats.quantization.PackedManifest;
import ai.kelix.formats.quantization.PackedWriter;
import ai.kelix.tensor.weights.WeightFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One component of a model: its configuration and its tensors.
 *
 * @param kind what it is
 * @param folder where it lies
 * @param configuration its {@code config.json} as it was understood
 * @param tensors what is there and what should be, in order of names
 * @param packed what an export has added; empty if the folder is none
 */
public record ComponentInspection(
    ComponentKind kind,
    Path folder,
    String configuration,
    List<TensorLine> tensors,
    Optional<PackedManifest> packed) {

  /** Copies the list. */
  public ComponentInspection {
    tensors = List.copyOf(tensors);
  }

  /** Returns the number of parameters that the networks use. */
  public long parameters() {
    return elements(line -> line.state() != TensorLine.State.UNUSED);
  }

  /** Returns how many of them are weights of linear layers. */
  public long linearParameters() {
    return elements(TensorLine::multiplies);
  }

  private long elements(Predicate<TensorLine> which) {
    return tensors.stream().filter(which).mapToLong(TensorLine::elements).sum();
  }

  /**
   * Returns the bytes that the used parameters take in memory when linear layers multiply by
   * weights of a format. Floating-point weights are computed with in float32, whatever they are
   * stored in.
   */
  public long memory(WeightFormat format) {
    long linear = linearParameters();
    long rest = (parameters() - linear) * Float.BYTES;
    if (format.integerBits().isEmpty()) {
      return rest + linear * Float.BYTES;
    }
    return rest + PackedWriter.bytes(format, linear);
  }

  /** Returns the bytes of all tensors that are there. */
  public long storedBytes() {
    return tensors.stream().mapToLong(TensorLine::storedBytes).sum();
  }

  /** Returns the lines of one state. */
  public List<TensorLine> in(TensorLine.State state) {
    return tensors.stream().filter(line -> line.state() == state).toList();
  }

  /** Tells whether every tensor that the networks demand is there as demanded. */
  public boolean isComplete() {
    return in(TensorLine.State.MISSING).isEmpty() && in(TensorLine.State.UNFIT).isEmpty();
  }
}
