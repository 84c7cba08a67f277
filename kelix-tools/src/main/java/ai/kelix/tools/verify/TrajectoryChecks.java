package ai.kelix.tools.verify;

import ai.kelix.model.flow.DpmSolver;
import ai.kelix.model.flow.EulerSolver;
import ai.kelix.model.flow.FlowSchedule;
import ai.kelix.model.flow.FlowSolver;
import ai.kelix.model.flow.VelocityFunction;
import ai.kelix.tensor.program.HostTensor;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Solvers and guidance from recorded noise, step by step (kelix-dit §9): {@code sample.cfgG.stepI}
 * for Euler steps, {@code dpm.cfgG.stepI} for the multistep solver, both at guidance scale G with
 * the first sample's condition.
 */
final class TrajectoryChecks {
  private static final Pattern STEP =
      Pattern.compile("((sample|dpm)\\.cfg([0-9.]*[0-9]))\\.step([0-9]+)");

  private static final String FIRST = "sample.step0.";

  private final Velocities velocities;
  private final Golden golden;
  private final Findings findings;
  private final Positions positions;
  private final Arguments arguments;

  /**
   * One recorded trajectory.
   *
   * @param name such as {@code sample.cfg1.0}
   * @param multistep which solver
   * @param guidance scale
   * @param steps number of steps
   */
  private record Run(String name, boolean multistep, double guidance, int steps) {}

  TrajectoryChecks(
      Velocities velocities,
      Golden golden,
      Findings findings,
      Positions positions,
      Arguments arguments) {
    this.velocities = velocities;
    this.golden = golden;
    this.findings = findings;
    this.positions = positions;
    this.arguments = arguments;
  }

  void run() {
    TreeSet<Run> runs = new TreeSet<>(Comparator.comparing(Run::name));
    golden.names().forEach(name -> recorded(name).ifPresent(runs::add));
    runs.stream()
        .filter(run -> !run.multistep)
        .findFirst()
        .ifPresent(run -> findings.group(FIRST, () -> firstStep(run.steps)));
    runs.forEach(run -> findings.group(run.name + ".", () -> trajectory(run)));
  }

  private Optional<Run> recorded(String name) {
    Matcher matcher = STEP.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean multistep = matcher.group(2).equals("dpm");
    double guidance = Double.parseDouble(matcher.group(3));
    return Optional.of(
        new Run(matcher.group(1), multistep, guidance, steps(matcher.group(1) + ".step")));
  }

  /** A trajectory was recorded up to its last step. */
  private int steps(String prefix) {
    return golden.groups(Pattern.quote(prefix) + "[0-9]+$").stream()
            .mapToInt(name -> Integer.parseInt(name.substring(prefix.length())))
            .max()
            .orElse(-1)
        + 1;
  }

  private Condition conditional() {
    return velocities
        .condition(golden.get("in.condition"), golden.get("in.mask"), positions.ofCalls())
        .first();
  }

  private Condition unconditional(Condition conditional) {
    return velocities.nothing(conditional.rows(), 1, conditional.positions());
  }

  private void firstStep(int steps) {
    HostTensor noise = golden.get("sample.noise");
    HostTensor time = HostTensor.of(new float[] {schedule(steps).timestep(0)}, 1);
    Condition conditional = conditional();
    compare(FIRST + "v_cond", () -> velocities.of(noise, time, conditional));
    compare(FIRST + "v_uncond", () -> velocities.of(noise, time, unconditional(conditional)));
  }

  private void compare(String name, Supplier<Map<String, HostTensor>> stages) {
    findings.group(
        name, () -> findings.compare(name, velocities.asRecorded(stages.get(), golden.find(name))));
  }

  /** The demo's schedule unless the arguments name another. */
  private FlowSchedule schedule(int steps) {
    Optional<ArgumentGroup> asked = arguments.exist() ? arguments.find("sample") : Optional.empty();
    if (asked.isEmpty()) {
      return FlowSchedule.linear(steps);
    }
    int count = asked.get().optionalInteger("steps").orElse(steps);
    String kind = asked.get().optionalText("schedule").orElse("linspace");
    double shift = asked.get().number("shift", FlowSchedule.SHIFT);
    asked.get().finish();
    return ScheduleChecks.schedule(kind, count, shift);
  }

  private void trajectory(Run run) {
    HostTensor noise = golden.get("sample.noise");
    Condition conditional = conditional();
    VelocityFunction velocity = velocities.function(noise, conditional);
    if (run.guidance != 1) {
      Condition nothing = unconditional(conditional);
      // The reference's multistep solver gives both branches the condition's mask (§9.4).
      VelocityFunction other =
          velocities.function(
              noise, run.multistep ? nothing.withMask(conditional.mask()) : nothing);
      velocity = VelocityFunction.guided(velocity, other, run.guidance);
    }
    FlowSolver solver =
        run.multistep ? new DpmSolver(run.steps) : new EulerSolver(schedule(run.steps));
    float[] latent = noise.floats();
    for (int i = 0; i < run.steps; i++) {
      solver.step(latent, velocity);
      findings.compare(run.name + ".step" + i, HostTensor.of(latent, noise.sizes()));
    }
  }
}
