package ai.kelix.libtorch.internal;

import ai.kelix.core.gradient.AdamW;
import ai.kelix.core.gradient.Optimizer;
import ai.kelix.core.program.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** AdamW in place, decay on variables of two and more dimensions. */
final class TorchAdamW implements Optimizer {
  private static final String STEPS = "steps";

  private final AdamW settings;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private long steps;

  /** One variable with its moments. */
  private record Slot(Tensor leaf, Tensor first, Tensor second, boolean decays) {}

  TorchAdamW(AdamW settings, Map<String, Tensor> trainable) {
    this.settings = settings;
    try (PointerScope scope = new PointerScope()) {
      trainable.forEach(
          (name, leaf) ->
              slots.put(
                  name,
                  new Slot(
                      leaf,
                      leaf.detach().clone().zero_().retainReference(),
                      leaf.detach().clone().zero_().retainReference(),
                      leaf.dim() >= 2)));
    }
  }

  @Override
  public void step(double learningRate) {
    steps++;
    double correction1 = 1 - Math.pow(settings.beta1(), (double) steps);
    double correction2 = Math.sqrt(1 - Math.pow(settings.beta2(), (double) steps));
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(false);
    try (PointerScope scope = new PointerScope()) {
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
      slots.values().forEach(slot -> update(slot, factors));
    } finally {
      GradMode.set_enabled(before);
    }
  }

  /** The numbers of one step, made once for all variables. */
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
    try (PointerScope scope = new PointerScope()) {
      Tensor gradient = slot.leaf().grad();
      if (!gradient.defined()) {
        return;
      }
      if (slot.decays()) {
        slot.leaf().mul_(f.decay());
      }
      slot.first().mul_(f.beta1()).add_(gradient, f.rest1());
      slot.second().mul_(f.beta2()).addcmul_(gradient, gradient, f.rest2());
      Tensor root = slot.second().sqrt().mul_(f.rootCorrection()).add_(f.epsilon());
      slot.leaf().addcdiv_(slot.first(), root, f.rate());
    }
  }

  @Override
  public Map<String, HostTensor> state() {
    Map<String, HostTensor> state = new LinkedHashMap<>();
    state.put(STEPS, HostTensor.of(new long[] {steps}, 1));
    try (PointerScope scope = new PointerScope()) {
      slots.forEach(
          (name, slot) -> {
            state.put("first." + name, Natives.download(slot.first()));
            state.put("second." + name, Natives.download(slot.second()));
          });
    }
    return state;
  }

  @Override
  public void restore(Map<String, HostTensor> state) {
    steps = require(state, STEPS).longs()[0];
    try (PointerScope scope = new PointerScope()) {
      slots.forEach(
          (name, slot) -> {
            Natives.copyIn(require(state, "first." + name), slot.first());
            Natives.copyIn(require(state, "second." + name), slot.second());
          });
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
