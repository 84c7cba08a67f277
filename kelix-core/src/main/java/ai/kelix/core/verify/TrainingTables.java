package ai.kelix.core.verify;

import ai.kelix.core.flow.NoiseLevels;
import ai.kelix.core.gradient.RateSchedule;
import ai.kelix.core.program.HostTensor;
import java.util.stream.IntStream;

/** Noise levels, draws and learning rates of training (kelix-dit §10); needs no backend. */
final class TrainingTables {
  private final Golden golden;
  private final Findings findings;
  private final Notes notes;

  TrainingTables(Golden golden, Findings findings, Notes notes) {
    this.golden = golden;
    this.findings = findings;
    this.notes = notes;
  }

  void run() {
    findings.group("train.sigmas", this::levels);
    findings.group("train.sampling.", this::draws);
    for (String name : golden.names()) {
      if (name.startsWith("train.lr.")) {
        findings.group(name, () -> rates(name));
      }
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
    findings.compare("train.sigmas_shift1", sigmas(NoiseLevels.shifted(1)));
  }

  private static HostTensor sigmas(NoiseLevels levels) {
    float[] values = new float[levels.sigmas().size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = levels.sigmas().get(k);
    }
    return HostTensor.of(values, values.length);
  }

  private void draws() {
    findings.input("train.sampling.normal", "train.sampling.uniform");
    NoiseLevels levels = NoiseLevels.TRAINING;
    float[] normal = golden.get("train.sampling.normal").floats();
    long[] index =
        IntStream.range(0, normal.length)
            .mapToLong(i -> levels.index(NoiseLevels.logitNormal(normal[i])))
            .toArray();
    findings.compare("train.sampling.index", HostTensor.of(index, index.length));
    float[] uniform = golden.get("train.sampling.uniform").floats();
    long[] uniformIndex =
        IntStream.range(0, uniform.length).mapToLong(i -> levels.index(uniform[i])).toArray();
    findings.compare(
        "train.sampling.uniform_index", HostTensor.of(uniformIndex, uniformIndex.length));
    double scale = notes.number("train.sampling.mode_u", "mode_scale", 1.29);
    float[] mode = new float[uniform.length];
    for (int i = 0; i < mode.length; i++) {
      mode[i] = (float) NoiseLevels.mode(uniform[i], scale);
    }
    findings.compare("train.sampling.mode_u", HostTensor.of(mode, mode.length));
  }

  private void rates(String name) {
    long warmup = (long) notes.number(name, "warm-up", 3);
    long total = (long) notes.number(name, "total", 12);
    double floor = notes.number(name, "floor", 0.25);
    RateSchedule schedule =
        switch (name) {
          case "train.lr.cosine_v2" ->
              RateSchedule.cosine(
                  warmup, Math.min(total, (long) notes.number(name, "decay end", 9)), floor);
          case "train.lr.cosine" -> RateSchedule.cosine(warmup, total, floor);
          case "train.lr.constant" -> RateSchedule.constant(warmup);
          default -> throw new IllegalArgumentException("there is no such schedule: " + name);
        };
    int count = golden.find(name).map(tensor -> (int) tensor.count()).orElse(0);
    float[] multiples = new float[count];
    for (int step = 0; step < count; step++) {
      multiples[step] = (float) schedule.at(step);
    }
    findings.compare(name, HostTensor.of(multiples, count));
  }
}
