package ai.kelix.libtorch.internal;

import ai.kelix.tensor.gradient.AdamW;
import ai.kelix.tensor.gradient.Optimizer;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** AdamW in place, decay on variables of two and more dimensions. */
final class TorchAdamW implements Optimizer {
  private static final String STEPS = "steps";

  private final AdamW settings;
  private final List<Slot> slots;
  private long steps;

  /** A block of variables with its moments. */
  private record Slot(LeafBlock block, Tensor first, Tensor second) {
    static Slot of(LeafBlock block) {
      return new Slot(
          block,
          block.values().clone().zero_().retainReference(),
          block.values().clone().zero_().retainReference());
    }
  }

  TorchAdamW(AdamW settings, List<LeafBlock> blocks) {
    this.settings = settings;
    try (PointerScope scope = new PointerScope()) {
      this.slots = blocks.stream().map(Slot::of).toList();
    }
  }

  @Override
  public void step(double learningRate) {
    steps++;
    double correction1 = 1 - Math.pow(settings.beta1(), (double) steps);
    double correction2 = Math.sqrt(1 - Math.pow(settings.beta2(), (double) steps));
    try (PointerScope scope = new PointerScope();
        TensorScope.Quiet quiet = GradientRecording.suspended()) {
      Factors factors =
          new Factors(
              new Scalar(settings.beta1()),
              new Scalar(1 - settings.beta1()),
              new Scalar(settings.beta2()),
              new Scalar(1 - settings.beta2()),
              new Scalar(1 / correction2),
              new Scalar(settings.epsilon()),
              new Scalar(1 - learningRate * settings.weightDecay()),
              new Scalar(-learningRate / correction1));
      slots.forEach(slot -> update(slot, factors));
    }
  }

  /** The numbers of one step. */
  private record Factors(
      Scalar beta1,
      Scalar rest1,
      Scalar beta2,
      Scalar rest2,
      Scalar rootCorrection,
      Scalar epsilon,
      Scalar decay,
      Scalar rate) {}

  private static void update(Slot slot, Factors f) {
    Tensor values = slot.block().values();
    Tensor gradients = slot.block().gradients();
    if (slot.block().decays()) {
      values.mul_(f.decay());
    }
    slot.first().mul_(f.beta1()).add_(gradients, f.rest1());
    slot.second().mul_(f.beta2()).addcmul_(gradients, gradients, f.rest2());
    Tensor root = slot.second().sqrt().mul_(f.rootCorrection()).add_(f.epsilon());
    values.addcdiv_(slot.first(), root, f.rate());
  }

  @Override
  public Map<String, HostTensor> state() {
    Map<String, HostTensor> state = new LinkedHashMap<>();
    state.put(STEPS, HostTensor.of(new long[] {steps}, 1));
    try (PointerScope scope = new PointerScope()) {
      for (Slot slot : slots) {
        slot.block()
            .parts(
                slot.first(),
                (name, part) -> state.put(FIRST_MOMENT + name, Natives.download(part)));
        slot.block()
            .parts(
                slot.second(),
                (name, part) -> state.put(SECOND_MOMENT + name, Natives.download(part)));
      }
    }
    return state;
  }

  @Override
  public void restore(Map<String, HostTensor> state) {
    steps = require(state, STEPS).longs()[0];
    try (PointerScope scope = new PointerScope()) {
      for (Slot slot : slots) {
        slot.block()
            .parts(
                slot.first(),
                (name, part) -> Natives.copyIn(require(state, FIRST_MOMENT + name), part));
        slot.block()
            .parts(
                slot.second(),
                (name, part) -> Natives.copyIn(require(state, SECOND_MOMENT + name), part));
      }
    }
  }

  private static HostTensor require(Map<String, HostTensor> state, String name) {
    HostTensor found = state.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the optimiser state has no '" + name + "'");
    }
    return found;
  }
}
