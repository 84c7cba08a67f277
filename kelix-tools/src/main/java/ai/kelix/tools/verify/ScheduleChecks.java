package ai.kelix.tools.verify;

import ai.kelix.model.flow.DpmSolver;
import ai.kelix.model.flow.FlowSchedule;
import ai.kelix.tensor.program.HostTensor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Noise levels of the sampler (kelix-dit §9.1, §9.4); the same on every backend. */
final class ScheduleChecks {
  private static final Pattern NAME =
      Pattern.compile("schedule\\.(linspace|default|dpm)([0-9]+)\\.([a-z_]+)");

  private final Golden golden;
  private final Findings findings;

  ScheduleChecks(Golden golden, Findings findings) {
    this.golden = golden;
    this.findings = findings;
  }

  void run() {
    for (String name : golden.names()) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches()) {
        int steps = Integer.parseInt(matcher.group(2));
        findings.group(name, () -> compare(name, matcher.group(1), steps, matcher.group(3)));
      }
    }
  }

  /**
   * Returns the schedule of a recorded name.
   *
   * @param kind {@code linspace} or {@code default}
   * @param shift of the levels towards noise
   */
  static FlowSchedule schedule(String kind, int steps, double shift) {
    return switch (kind) {
      case "linspace" -> FlowSchedule.linear(steps, shift);
      case "default" -> FlowSchedule.twiceShifted(steps, shift);
      default ->
          throw NotCompared.undecided(
              "there is no schedule '" + kind + "', only linspace and default");
    };
  }

  private void compare(String name, String kind, int steps, String what) {
    if (kind.equals("dpm")) {
      if (what.equals("times")) {
        findings.compare(name, HostTensor.of(DpmSolver.times(steps), steps + 1));
      }
      return;
    }
    FlowSchedule schedule = schedule(kind, steps, FlowSchedule.SHIFT);
    switch (what) {
      case "sigmas" -> findings.compare(name, sigmas(schedule));
      case "timesteps" -> findings.compare(name, timesteps(schedule));
      case "model_timesteps" -> findings.compare(name, truncated(schedule));
      default -> {
        // Stays undecided.
      }
    }
  }

  private static HostTensor sigmas(FlowSchedule schedule) {
    float[] sigmas = new float[schedule.steps() + 1];
    for (int i = 0; i < sigmas.length; i++) {
      sigmas[i] = schedule.sigmas().get(i);
    }
    return HostTensor.of(sigmas, sigmas.length);
  }

  private static HostTensor timesteps(FlowSchedule schedule) {
    float[] times = new float[schedule.steps()];
    for (int i = 0; i < times.length; i++) {
      times[i] = schedule.timestep(i);
    }
    return HostTensor.of(times, times.length);
  }

  private static HostTensor truncated(FlowSchedule schedule) {
    long[] times = new long[schedule.steps()];
    for (int i = 0; i < times.length; i++) {
      times[i] = (long) schedule.timestep(i);
    }
    return HostTensor.of(times, times.length);
  }
}
