package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.StochasticDepth;
import ai.kelix.model.flow.NoiseLevels;
import ai.kelix.model.loss.FlowMatchingLoss;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The flow-matching loss of a batch, its gradients and a few steps (kelix-dit §10). */
final class FlowChecks {
  private static final String PLAIN = "plain.";

  private final Section section;
  private final StatedSettings settings;
  private final Backend backend;
  private final Velocities velocities;
  private final Checkpoint weights;

  /**
   * Opens the transformer.
   *
   * @param section of {@code flow.safetensors}
   * @param model folder of the transformer
   */
  FlowChecks(Section section, Path model, StatedSettings settings, Backend backend) {
    this.section = section;
    this.settings = settings;
    this.backend = backend;
    this.weights = Checkpoint.openDiffusionTransformer(model);
    DitConfig config = DitConfigReader.read(model.resolve("config.json"));
    this.velocities = new Velocities(config, weights, new Runner(backend));
  }

  void run() {
    settings.group(section, PLAIN, () -> pass(PLAIN, false));
    settings.group(section, "drop.", () -> pass("drop.", true));
    settings.group(section, "trajectory.", this::trajectory);
  }

  private Map<String, HostTensor> inputs(boolean drops) {
    long[] index = section.input("index").longs();
    float[] sigmas = new float[index.length];
    float[] keep = new float[index.length];
    long[] dropped = drops ? section.input("dropped").longs() : new long[index.length];
    for (int i = 0; i < index.length; i++) {
      sigmas[i] = NoiseLevels.TRAINING.sigmas().get(Math.toIntExact(index[i]));
      keep[i] = dropped[i] != 0 ? 0 : 1;
    }
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put("clean", section.input("x0"));
    inputs.put("noise", section.input("noise"));
    inputs.put("sigma", HostTensor.of(sigmas, sigmas.length));
    inputs.put("keep", HostTensor.of(keep, keep.length));
    inputs.put("caption", section.input("condition"));
    inputs.put("mask", section.input("mask"));
    if (velocities.config().dropPath() > 0) {
      inputs.put("paths", StochasticDepth.whole(velocities.config(), index.length));
    }
    return inputs;
  }

  /** Nothing tells where condition rows lie; without that nothing turns (kelix-dit §7.4). */
  private Program program(Map<String, HostTensor> inputs, boolean drops) {
    if (velocities.config().crossRope()) {
      settings.assume("keys of cross-attention do not turn");
    }
    int rows = Math.toIntExact(Program.require(inputs, "caption").sizes()[1]);
    return new FlowMatchingLoss(velocities.placed(inputs, Optional.empty(), rows).model())
        .program(drops);
  }

  private void pass(String prefix, boolean drops) {
    Map<String, HostTensor> inputs = inputs(drops);
    Program program = program(inputs, drops);
    Map<String, HostTensor> stages = velocities.runner().run(program, weights, inputs);
    Section to = section.at(prefix);
    section.compare("sigma", Program.require(inputs, "sigma"));
    section.compare("x_t", Program.require(stages, "x_t"));
    section.compare("model_timesteps", Program.require(stages, "model_timesteps"));
    to.compare(Velocities.VELOCITY, velocities.asRecorded(stages, to.find(Velocities.VELOCITY)));
    to.compare("loss", Program.require(stages, "loss"));
    to.compare("loss_per_sample", Program.require(stages, "loss_per_sample"));
    if (backend instanceof GradientBackend on) {
      try (TrainedWeights trained = trained(on)) {
        trained.differentiate(TrainedWeights.of(program, inputs));
        to.compare("grad_norm", trained.gradientNorm());
        trained.compare(to.at("grad."));
      }
    } else {
      to.skip("grad", noGradients());
    }
  }

  private String noGradients() {
    return "needs gradients, which " + backend.name() + " has not";
  }

  private TrainedWeights trained(GradientBackend on) {
    return new TrainedWeights(
        on,
        TrainedWeights.widened(weights, velocities.runner()),
        name -> !TrainingChecks.BUFFERS.contains(name));
  }

  private void trajectory() {
    if (!(backend instanceof GradientBackend on)) {
      throw NotCompared.skipped(noGradients());
    }
    Map<String, HostTensor> inputs = inputs(false);
    try (TrainedWeights trained = trained(on)) {
      trained.compareTrajectory(
          section.at("trajectory."), settings, TrainedWeights.of(program(inputs, false), inputs));
    }
  }
}
