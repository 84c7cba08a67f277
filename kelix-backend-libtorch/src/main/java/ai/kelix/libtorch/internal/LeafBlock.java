package ai.kelix.libtorch.internal;

import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.type.DType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Trainable variables side by side in one piece of memory, and their gradients in another, so that
 * an optimiser reaches all of them with one operation instead of hundreds. Not thread-safe.
 */
final class LeafBlock implements AutoCloseable {
  /** Variables begin at multiples of so many elements: what vector instructions like. */
  private static final long ALIGNMENT = 32;

  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Tensor values;
  private final Tensor gradients;
  private final boolean decays;

  private record Place(long offset, List<Long> shape) {
    Tensor in(Tensor flat) {
      long count = shape.stream().reduce(1L, Math::multiplyExact);
      long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
      return flat.narrow(0, offset, count).view(sizes);
    }
  }

  /**
   * Moves variables, which keep their values and gradients, into new memory.
   *
   * @param leaves by name
   * @param decays whether weight decay applies to them
   */
  LeafBlock(Map<String, Tensor> leaves, boolean decays, TorchDevice device) {
    this.decays = decays;
    long offset = 0;
    for (Map.Entry<String, Tensor> leaf : leaves.entrySet()) {
      List<Long> shape = Arrays.stream(Natives.sizes(leaf.getValue())).boxed().toList();
      places.put(leaf.getKey(), new Place(offset, shape));
      offset += Math.ceilDiv(leaf.getValue().numel(), ALIGNMENT) * ALIGNMENT;
    }
    try (PointerScope scope = new PointerScope();
        TensorScope.Quiet quiet = GradientRecording.suspended()) {
      values = zeros(offset, device).retainReference();
      gradients = zeros(offset, device).retainReference();
      leaves.forEach(this::settle);
    }
  }

  private static Tensor zeros(long count, TorchDevice device) {
    return device.empty(DType.F32, count).zero_();
  }

  private void settle(String name, Tensor leaf) {
    Place place = Objects.requireNonNull(places.get(name));
    Tensor seat = place.in(values);
    seat.copy_(leaf);
    Tensor gradient = place.in(gradients);
    if (leaf.grad().defined()) {
      gradient.copy_(leaf.grad());
    }
    leaf.set_data(seat);
    // Gradients are added in place to a gradient that is there.
    leaf.mutable_grad().put(gradient);
  }

  boolean contains(String name) {
    return places.containsKey(name);
  }

  /** All values, flat. */
  Tensor values() {
    return values;
  }

  /** All gradients, flat. */
  Tensor gradients() {
    return gradients;
  }

  boolean decays() {
    return decays;
  }

  /** Shows each variable's part of a tensor that is laid out as this block. */
  void parts(Tensor flat, BiConsumer<String, Tensor> each) {
    places.forEach((name, place) -> each.accept(name, place.in(flat)));
  }

  /** Frees this block's hold; variables that still lie here keep the memory alive. */
  @Override
  public void close() {
    values.releaseReference();
    gradients.releaseReference();
  }
}
