package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.StochasticDepth;
import ai.kelix.model.flow.NoiseLevels;
import ai.kelix.model.loss.FlowMatchingLoss;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One pass of training with and without dropped conditions, and its gradients (kelix-dit §10). */
final class TrainingChecks {
  /** Saved and loaded with the weights, but not trained (kelix-dit §10.3, §5.3). */
  static final Set<String> BUFFERS = Set.of("y_embedder.y_embedding", "pos_embed");

  private final Velocities velocities;
  private final Checkpoint weights;
  private final Golden golden;
  private final Findings findings;
  private final Positions positions;
  private final Backend backend;

  TrainingChecks(
      Velocities velocities,
      Checkpoint weights,
      Golden golden,
      Findings findings,
      Positions positions,
      Backend backend) {
    this.velocities = velocities;
    this.weights = weights;
    this.golden = golden;
    this.findings = findings;
    this.positions = positions;
    this.backend = backend;
  }

  void run() {
    for (String prefix : golden.groups("train[^.]*\\.(?=loss$)")) {
      findings.group(prefix, () -> pass(prefix));
    }
  }

  private void pass(String prefix) {
    Map<String, HostTensor> inputs = inputs(prefix);
    int rows = Math.toIntExact(golden.get("in.condition").sizes()[1]);
    DiffusionPrograms placed = velocities.placed(inputs, positions.ofCalls(), rows);
    Program program = new FlowMatchingLoss(placed.model()).program(golden.has(prefix + "dropped"));
    Map<String, HostTensor> stages = velocities.runner().run(program, weights, inputs);
    String velocity = prefix + Velocities.VELOCITY;
    findings.compare(velocity, velocities.asRecorded(stages, golden.find(velocity)));
    findings.compareAll(prefix, stages);
    if (backend instanceof GradientBackend differentiates) {
      gradients(prefix, program, inputs, differentiates);
    } else {
      findings.skip(prefix + "grad", "needs gradients, which " + backend.name() + " has not");
    }
  }

  /** Branches all count in recordings, whatever {@code drop_path} says. */
  private Map<String, HostTensor> inputs(String prefix) {
    long[] index = given(prefix, "index").longs();
    float[] sigmas = new float[index.length];
    float[] keep = new float[index.length];
    long[] dropped = new long[index.length];
    if (golden.has(prefix + "dropped")) {
      dropped = given(prefix, "dropped").longs();
    }
    for (int i = 0; i < index.length; i++) {
      sigmas[i] = NoiseLevels.TRAINING.sigmas().get(Math.toIntExact(index[i]));
      keep[i] = dropped[i] != 0 ? 0 : 1;
    }
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put("clean", given(prefix, "x0"));
    inputs.put("noise", given(prefix, "noise"));
    inputs.put("sigma", HostTensor.of(sigmas, sigmas.length));
    inputs.put("keep", HostTensor.of(keep, keep.length));
    inputs.put("caption", golden.get("in.condition"));
    inputs.put("mask", golden.get("in.mask"));
    if (velocities.config().dropPath() > 0) {
      inputs.put("paths", StochasticDepth.whole(velocities.config(), index.length));
    }
    return inputs;
  }

  /** What a pass has in common with the first is recorded there. */
  private HostTensor given(String prefix, String name) {
    String own = golden.has(prefix + name) ? prefix + name : "train." + name;
    findings.input(own);
    return golden.get(own);
  }

  private void gradients(
      String prefix, Program program, Map<String, HostTensor> inputs, GradientBackend on) {
    Map<String, HostTensor> widened = TrainedWeights.widened(weights, velocities.runner());
    try (TrainedWeights trained =
        new TrainedWeights(on, widened, name -> !BUFFERS.contains(name))) {
      trained.differentiate(TrainedWeights.of(program, inputs));
      findings.compare(prefix + "grad_norm_total", scalar(trained.gradientNorm()));
      for (String name : trained.names()) {
        HostTensor gradient = trained.gradient(name);
        findings.compare(prefix + "grad." + name, gradient);
        findings.compare(prefix + "grad_norm." + name, scalar(norm(gradient.floats())));
      }
    }
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
