package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
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
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.type.DType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Weights on a backend that differentiates; closing frees them. */
final class TrainedWeights implements AutoCloseable {
  private final GradientBackend backend;
  private final Variables variables;

  /** Computes a scalar loss. */
  @FunctionalInterface
  interface Loss {
    Tensor of(TensorScope scope);
  }

  /**
   * Puts weights.
   *
   * @param learns tells by name which have gradients
   */
  TrainedWeights(
      GradientBackend backend, Map<String, HostTensor> weights, Predicate<String> learns) {
    this.backend = backend;
    this.variables = backend.variables();
    weights.forEach((name, value) -> variables.put(name, value, learns.test(name)));
  }

  /** Reads all weights of a checkpoint; a backend itself widens those that have fewer bits. */
  static Map<String, HostTensor> widened(Checkpoint weights, Runner runner) {
    Program all =
        new Program(
            "all_weights",
            List.of(),
            (make, in) -> {
              Map<String, Tensor> outputs = new LinkedHashMap<>();
              Parameters stored = Parameters.of(weights);
              for (String name : weights.names()) {
                Parameter weight = stored.get(name, stored.sizesOf(name));
                outputs.put(name, make.weight(weight, DType.F32));
              }
              return outputs;
            });
    return runner.run(all, weights, Map.of());
  }

  /** Returns the loss that a program outputs as {@code loss}. */
  static Loss of(Program program, Map<String, HostTensor> inputs) {
    return scope -> {
      Map<String, Tensor> uploaded = new HashMap<>();
      inputs.forEach((name, value) -> uploaded.put(name, scope.upload(value)));
      return Program.require(program.body().run(scope.tensors(), uploaded), "loss");
    };
  }

  /** Computes a loss and its gradients, without those that were before. */
  double differentiate(Loss loss) {
    variables.zeroGradients();
    try (TensorScope scope = backend.scope(variables)) {
      Tensor value = loss.of(scope);
      variables.backward(value);
      return scope.number(value);
    }
  }

  /** Returns what a network is built on. */
  Parameters parameters() {
    return Parameters.of(variables);
  }

  Set<String> names() {
    return variables.names();
  }

  HostTensor gradient(String name) {
    return variables.gradient(name);
  }

  double gradientNorm() {
    return variables.gradientNorm();
  }

  /** Compares each gradient that was recorded under the names of the weights. */
  void compare(Section gradients) {
    for (String name : variables.names()) {
      gradients.compare(name, gradient(name));
    }
  }

  /**
   * Compares the losses before each step and after the last, and the norms of gradients before they
   * are clipped. Changes the weights.
   */
  void compareTrajectory(Section section, StatedSettings settings, Loss loss) {
    int steps = Math.toIntExact(section.find("loss").map(HostTensor::count).orElse(1L) - 1);
    float[] losses = new float[steps + 1];
    float[] norms = new float[steps];
    Optimizer optimizer =
        variables.adamW(
            new AdamW(
                settings.number(Setting.TRAJECTORY_BETA1),
                settings.number(Setting.TRAJECTORY_BETA2),
                settings.number(Setting.TRAJECTORY_EPSILON),
                0));
    for (int step = 0; step < steps; step++) {
      losses[step] = (float) differentiate(loss);
      norms[step] = (float) gradientNorm();
      variables.clipGradients(settings.number(Setting.TRAJECTORY_CLIP));
      optimizer.step(settings.number(Setting.TRAJECTORY_RATE));
    }
    losses[steps] = (float) differentiate(loss);
    section.compare("loss", HostTensor.of(losses, losses.length));
    section.compare("grad_norm", HostTensor.of(norms, norms.length));
  }

  @Override
  public void close() {
    variables.close();
  }
}
