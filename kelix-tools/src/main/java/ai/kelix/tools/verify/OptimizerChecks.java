package ai.kelix.tools.verify;

import ai.kelix.tensor.gradient.AdamW;
import ai.kelix.tensor.gradient.ExponentialAverage;
import ai.kelix.tensor.gradient.GradientBackend;
import ai.kelix.tensor.gradient.RateSchedule;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Learning rates, AdamW with clipping, and averages of weights (kelix-training §5). */
final class OptimizerChecks {
  private static final String NO_WARMUP = "_no_warmup";
  private static final String STOP = "_stop";

  private final Section section;
  private final StatedSettings settings;
  private final Backend backend;

  /**
   * Prepares checks.
   *
   * @param section of {@code optim.safetensors}
   */
  OptimizerChecks(Section section, StatedSettings settings, Backend backend) {
    this.section = section;
    this.settings = settings;
    this.backend = backend;
  }

  void run() {
    for (String name : section.groups("lr\\.(?!settings$|steps$).+")) {
      settings.group(section, name, () -> rates(name));
    }
    settings.group(section, "adamw.rates", this::rates);
    for (String variant : section.groups("adamw\\.[^.]+\\.(?=a$)")) {
      settings.group(section, variant, () -> steps(variant));
    }
    section.group("ema.", this::average);
  }

  /** Peak, floor, warm-up, end of the decay and of the run. */
  private void rates(String name) {
    float[] numbers = section.input("lr.settings").floats();
    String kind = name.substring("lr.".length());
    long warmup = kind.contains(NO_WARMUP) ? 0 : (long) numbers[2];
    String plain = kind.replace(NO_WARMUP, "").replace(STOP, "");
    RateSchedule schedule =
        schedule(plain, warmup, (long) numbers[3], (long) numbers[4], numbers[1]);
    if (kind.contains(STOP)) {
      schedule = schedule.stoppedBefore(settings.integer(Setting.STOP_STEPS));
    }
    section.compare(name, multiples(schedule, section.input("lr.steps").longs()));
  }

  private static RateSchedule schedule(
      String name, long warmup, long decayEnd, long total, double floor) {
    try {
      return RateSchedule.named(name, warmup, decayEnd, total, floor);
    } catch (IllegalArgumentException e) {
      throw NotCompared.undecided("" + e.getMessage());
    }
  }

  private static HostTensor multiples(RateSchedule schedule, long[] steps) {
    float[] values = new float[steps.length];
    for (int i = 0; i < steps.length; i++) {
      values[i] = (float) schedule.at(steps[i]);
    }
    return HostTensor.of(values, steps.length);
  }

  private void rates() {
    int count = Math.toIntExact(section.find("adamw.rates").map(HostTensor::count).orElse(0L));
    RateSchedule schedule =
        RateSchedule.cosine(
            settings.integer(Setting.RATES_WARMUP),
            settings.integer(Setting.RATES_TOTAL),
            settings.number(Setting.RATES_FLOOR));
    double peak = section.input("lr.settings").floats()[0];
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (peak * schedule.at(i));
    }
    section.compare("adamw.rates", HostTensor.of(values, count));
  }

  /** Two parameters; their recorded gradients are those of a loss that is linear in both. */
  private void steps(String prefix) {
    Map<String, HostTensor> start = new LinkedHashMap<>();
    start.put("a", section.input("adamw.a0"));
    start.put("b", section.input("adamw.b0"));
    List<HostTensor> given = List.of(section.input("adamw.grad_a"), section.input("adamw.grad_b"));
    float[] rates = section.input("adamw.rates").floats();
    if (!(backend instanceof GradientBackend on)) {
      throw NotCompared.skipped("needs an optimiser, which " + backend.name() + " has not");
    }
    AdamW optimizer =
        new AdamW(
            settings.number(Setting.BETA1),
            settings.number(Setting.BETA2),
            settings.number(Setting.EPSILON),
            settings.number(Setting.WEIGHT_DECAY));
    try (RecordedSteps steps = new RecordedSteps(on, start, optimizer)) {
      for (int step = 0; step < rates.length; step++) {
        steps.differentiate(
            Map.of("a", Joined.at(given.get(0), step), "b", Joined.at(given.get(1), step)));
        steps.step(clipping(prefix), rates[step]);
      }
      steps.compare(section.at(prefix));
    }
  }

  private RecordedSteps.Clipping clipping(String prefix) {
    return switch (prefix) {
      case "adamw.none." -> RecordedSteps.Clipping.none();
      case "adamw.norm." -> RecordedSteps.Clipping.norm(settings.number(Setting.NORM_CLIP));
      case "adamw.value." -> RecordedSteps.Clipping.value(settings.number(Setting.VALUE_CLIP));
      default ->
          throw NotCompared.undecided(
              "there is no clipping '" + prefix + "', only adamw.none, adamw.norm, adamw.value");
    };
  }

  /** A buffer that was 1 at first changes with every step, its average does not. */
  private void average() {
    HostTensor weights = section.input("ema.weights");
    int updates = Math.toIntExact(weights.sizes()[0]) - 1;
    double decay = section.input("ema.decay").floats()[0];
    ExponentialAverage average =
        new ExponentialAverage(decay, withBuffer(weights, 0), Set.of("buffer"));
    List<HostTensor> averages = new ArrayList<>();
    for (int i = 1; i <= updates; i++) {
      average.update(withBuffer(weights, i));
      averages.add(Joined.stacked(Program.require(average.weights(), "weights")));
    }
    section.compare("ema.average", Joined.concat(averages, 0));
    section.compare("ema.buffer_after", Program.require(average.weights(), "buffer"));
  }

  private static Map<String, HostTensor> withBuffer(HostTensor weights, int step) {
    return Map.of(
        "weights", Joined.at(weights, step), "buffer", HostTensor.of(new float[] {1f + step}, 1));
  }
}
