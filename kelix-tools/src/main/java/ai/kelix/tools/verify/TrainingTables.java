package ai.kelix.tools.verify;

import ai.kelix.model.flow.NoiseLevels;
import ai.kelix.tensor.gradient.RateSchedule;
import ai.kelix.tensor.program.HostTensor;
import java.util.stream.IntStream;

/** Noise levels, draws and learning rates of training (kelix-dit §10); needs no backend. */
final class TrainingTables {
  private static final String SHIFTED = "train.sigmas_shift";

  private final Golden golden;
  private final Findings findings;
  private final Arguments arguments;

  TrainingTables(Golden golden, Findings findings, Arguments arguments) {
    this.golden = golden;
    this.findings = findings;
    this.arguments = arguments;
  }

  void run() {
    levels();
    findings.group("train.sampling.mode_u", this::modes);
    findings.group("train.sampling.index", this::normalDraws);
    findings.group("train.sampling.uniform_index", this::uniformDraws);
    for (String name : golden.groups("train\\.lr\\..+")) {
      findings.group(name, () -> rates(name));
    }
  }

  private void levels() {
    NoiseLevels training = NoiseLevels.TRAINING;
    int count = training.sigmas().size();
    float[] timesteps = new float[count];
    for (int k = 0; k < count; k++) {
      timesteps[k] = training.timestep(k);
    }
    findings.compare("train.sigmas", sigmas(training));
    findings.compare("train.timestep_map", HostTensor.of(timesteps, count));
    for (String name : golden.groups(SHIFTED.replace(".", "\\.") + "[0-9.]+")) {
      double shift = Double.parseDouble(name.substring(SHIFTED.length()));
      findings.compare(name, sigmas(NoiseLevels.shifted(shift)));
    }
  }

  private static HostTensor sigmas(NoiseLevels levels) {
    float[] values = new float[levels.sigmas().size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = levels.sigmas().get(k);
    }
    return HostTensor.of(values, values.length);
  }

  /** Mean and deviation are in the draws already. */
  private void normalDraws() {
    findings.input("train.sampling.normal");
    float[] normal = golden.get("train.sampling.normal").floats();
    long[] index =
        IntStream.range(0, normal.length)
            .mapToLong(i -> NoiseLevels.TRAINING.index(NoiseLevels.logitNormal(normal[i])))
            .toArray();
    findings.compare("train.sampling.index", HostTensor.of(index, index.length));
  }

  private void uniformDraws() {
    float[] uniform = uniform();
    long[] index =
        IntStream.range(0, uniform.length)
            .mapToLong(i -> NoiseLevels.TRAINING.index(uniform[i]))
            .toArray();
    findings.compare("train.sampling.uniform_index", HostTensor.of(index, index.length));
  }

  private void modes() {
    ArgumentGroup asked = arguments.group("train.sampling.mode_u");
    double scale = asked.number("mode_scale");
    asked.finish();
    float[] uniform = uniform();
    float[] mode = new float[uniform.length];
    for (int i = 0; i < mode.length; i++) {
      mode[i] = (float) NoiseLevels.mode(uniform[i], scale);
    }
    findings.compare("train.sampling.mode_u", HostTensor.of(mode, mode.length));
  }

  private float[] uniform() {
    findings.input("train.sampling.uniform");
    return golden.get("train.sampling.uniform").floats();
  }

  private void rates(String name) {
    ArgumentGroup asked = arguments.group(name);
    long first = asked.integer("first_step");
    RateSchedule schedule = schedule(name.substring("train.lr.".length()), asked);
    asked.finish();
    int count = golden.find(name).map(tensor -> (int) tensor.count()).orElse(0);
    float[] multiples = new float[count];
    for (int i = 0; i < count; i++) {
      multiples[i] = (float) schedule.at(first + i);
    }
    findings.compare(name, HostTensor.of(multiples, count));
  }

  private static RateSchedule schedule(String name, ArgumentGroup asked) {
    long warmup = asked.integer("warmup_steps");
    if (name.startsWith("constant")) {
      return RateSchedule.named("constant", warmup, 0, 0, 0);
    }
    long total = asked.integer("total_steps");
    double floor = asked.number("floor");
    if (name.startsWith("cosine_v2")) {
      return RateSchedule.named("cosine_v2", warmup, asked.integer("decay_end_step"), total, floor);
    }
    if (name.startsWith("cosine")) {
      return RateSchedule.named("cosine", warmup, total, total, floor);
    }
    throw NotCompared.undecided("there is no learning-rate schedule '" + name + "'");
  }
}
