package ai.kelix.tools.verify;

import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.AdamW;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.Optimizer;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.gradient.Variables;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Steps of an optimiser along recorded gradients; closing frees its parameters. */
final class RecordedSteps implements AutoCloseable {
  private final GradientBackend backend;
  private final Variables variables;
  private final Optimizer optimizer;
  private final Map<String, List<HostTensor>> values = new LinkedHashMap<>();
  private final List<Float> norms = new ArrayList<>();

  /**
   * What happens to gradients before a step.
   *
   * @param clip clips
   * @param firstNorm whether the norm is taken before
   */
  record Clipping(Consumer<Variables> clip, boolean firstNorm) {
    static Clipping none() {
      return new Clipping(variables -> {}, true);
    }

    static Clipping norm(double limit) {
      return new Clipping(variables -> variables.clipGradients(limit), true);
    }

    static Clipping value(double limit) {
      return new Clipping(variables -> variables.clipGradientValues(limit), false);
    }
  }

  RecordedSteps(GradientBackend backend, Map<String, HostTensor> start, AdamW settings) {
    this.backend = backend;
    this.variables = backend.variables();
    start.forEach(
        (name, value) -> {
          variables.put(name, value, true);
          values.put(name, new ArrayList<>());
        });
    this.optimizer = variables.adamW(settings);
  }

  /** Gives the parameters these gradients. */
  void differentiate(Map<String, HostTensor> gradients) {
    variables.zeroGradients();
    try (TensorScope scope = backend.scope(variables)) {
      for (String name : variables.names()) {
        HostTensor gradient = Program.require(gradients, name);
        Parameter stored = Parameters.of(variables).get(name, gradient.sizes());
        Tensor parameter = scope.tensors().weight(stored, DType.F32);
        Tensor product = parameter.times(scope.upload(gradient));
        variables.backward(product.reshape(product.shape().count()).sum(0, false));
      }
    }
  }

  /** Clips the gradients and takes a step. */
  void step(Clipping clipping, double rate) {
    double before = variables.gradientNorm();
    clipping.clip().accept(variables);
    norms.add((float) (clipping.firstNorm() ? before : variables.gradientNorm()));
    optimizer.step(rate);
    values.forEach((name, steps) -> steps.add(Joined.stacked(variables.get(name))));
  }

  /** Compares parameters after each step, norms, and moments after the last. */
  void compare(Section section) {
    values.forEach((name, steps) -> section.compare(name, Joined.concat(steps, 0)));
    float[] all = new float[norms.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = norms.get(i);
    }
    section.compare("grad_norm", HostTensor.of(all, all.length));
    Map<String, HostTensor> state = optimizer.state();
    for (String name : variables.names()) {
      section.compare("exp_avg_" + name, moment(state, Optimizer.FIRST_MOMENT + name));
      section.compare("exp_avg_sq_" + name, moment(state, Optimizer.SECOND_MOMENT + name));
    }
  }

  private static HostTensor moment(Map<String, HostTensor> state, String name) {
    return Program.require(state, name);
  }

  @Override
  public void close() {
    variables.close();
  }
}
