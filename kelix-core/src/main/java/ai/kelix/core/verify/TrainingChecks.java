package ai.kelix.core.verify;

import ai.kelix.core.checkpoint.Checkpoint;
import ai.kelix.core.config.DitConfig;
import ai.kelix.core.flow.NoiseLevels;
import ai.kelix.core.gradient.GradientBackend;
import ai.kelix.core.gradient.TensorScope;
import ai.kelix.core.gradient.Variables;
import ai.kelix.core.network.dit.FlowMatching;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Program;
import ai.kelix.core.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass of training with and without dropped conditions, and its gradients (kelix-dit §10). */
final class TrainingChecks {
  /** Saved and loaded with the weights, but not trained (kelix-dit §10.3, §5.3). */
  private static final Set<String> BUFFERS = Set.of("y_embedder.y_embedding", "pos_embed");

  private final DitConfig config;
  private final Checkpoint weights;
  private final Golden golden;
  private final Findings findings;
  private final Backend backend;
  private final Runner runner;

  TrainingChecks(
      DitConfig config, Checkpoint weights, Golden golden, Findings findings, Backend backend) {
    this.config = config;
    this.weights = weights;
    this.golden = golden;
    this.findings = findings;
    this.backend = backend;
    this.runner = new Runner(backend);
  }

  void run() {
    findings.input("train.x0", "train.noise", "train.index", "train_drop.dropped");
    for (String prefix : List.of("train.", "train_drop.")) {
      if (golden.has(prefix + "velocity")) {
        findings.group(prefix, () -> pass(prefix));
      }
    }
  }

  private void pass(String prefix) {
    boolean drops = golden.has(prefix + "dropped");
    Program program = FlowMatching.pass(config, drops);
    Map<String, HostTensor> inputs = inputs(drops ? golden.get(prefix + "dropped").longs() : null);
    findings.compareAll(prefix, runner.run(program, weights, inputs));
    if (backend instanceof GradientBackend differentiates) {
      gradients(prefix, program, inputs, differentiates);
    } else {
      findings.skip(prefix + "grad", "needs gradients, which " + backend.name() + " has not");
    }
  }

  private Map<String, HostTensor> inputs(long @Nullable [] dropped) {
    long[] index = golden.get("train.index").longs();
    float[] sigmas = new float[index.length];
    float[] keep = new float[index.length];
    for (int i = 0; i < index.length; i++) {
      sigmas[i] = NoiseLevels.TRAINING.sigmas().get(Math.toIntExact(index[i]));
      keep[i] = dropped != null && dropped[i] != 0 ? 0 : 1;
    }
    return Map.of(
        "clean", golden.get("train.x0"),
        "noise", golden.get("train.noise"),
        "sigma", HostTensor.of(sigmas, sigmas.length),
        "keep", HostTensor.of(keep, keep.length),
        "caption", golden.get("in.condition"),
        "mask", golden.get("in.mask"));
  }

  private void gradients(
      String prefix, Program program, Map<String, HostTensor> inputs, GradientBackend on) {
    try (Variables variables = on.variables();
        TensorScope scope = on.scope()) {
      widened().forEach((name, value) -> variables.put(name, value, !BUFFERS.contains(name)));
      Map<String, Tensor> uploaded = new HashMap<>();
      inputs.forEach((name, value) -> uploaded.put(name, scope.upload(value)));
      Map<String, Tensor> outputs = program.body().run(variables.parameters(), uploaded);
      variables.backward(Program.require(outputs, "loss"));
      findings.compare(prefix + "grad_norm_total", scalar(variables.gradientNorm()));
      for (String name : variables.names()) {
        HostTensor gradient = variables.gradient(name);
        findings.compare(prefix + "grad." + name, gradient);
        findings.compare(prefix + "grad_norm." + name, scalar(norm(gradient.floats())));
      }
    }
  }

  /** The backend itself widens weights that are stored in fewer bits. */
  private Map<String, HostTensor> widened() {
    Program all =
        new Program(
            "all_weights",
            List.of(),
            (p, in) -> {
              Map<String, Tensor> outputs = new LinkedHashMap<>();
              weights.names().forEach(name -> outputs.put(name, p.get(name, p.sizesOf(name))));
              return outputs;
            });
    return runner.run(all, weights, Map.of());
  }

  private static HostTensor scalar(double value) {
    return HostTensor.of(new float[] {(float) value}, 1);
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
