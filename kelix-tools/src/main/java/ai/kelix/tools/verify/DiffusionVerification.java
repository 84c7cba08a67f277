package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.DitConfigReader;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies the diffusion transformer, its schedules and solvers (kelix-dit §5–§10). */
public final class DiffusionVerification implements Verification {
  private final DitConfig config;
  private final Checkpoint weights;
  private final Golden golden;
  private final Arguments arguments;
  private final Positions positions;
  private final PipelineChecks pipelines;
  private final Velocities velocities;
  private final Backend backend;
  private final Findings findings;

  DiffusionVerification(
      Path folder, Golden golden, Arguments arguments, Optional<Path> vae, Backend backend) {
    this.config = DitConfigReader.read(folder.resolve("config.json"));
    this.weights = Checkpoint.openDiffusionTransformer(folder);
    this.golden = golden;
    this.arguments = arguments;
    this.backend = backend;
    this.positions = new Positions(config, arguments);
    this.velocities = new Velocities(config, weights, new Runner(backend));
    this.findings = new Findings(golden, DiffusionVerification::tolerance);
    this.pipelines =
        new PipelineChecks(
            velocities, golden, findings, arguments, AutoencoderFolder.of(vae, folder, config));
  }

  private static Tolerance tolerance(String name) {
    if (name.endsWith("t_freq")) {
      return Tolerance.ofLargest(2e-4);
    }
    if (name.startsWith("dpm.") || name.contains(".grad")) {
      return Tolerance.ofLargest(1e-3);
    }
    return Tolerance.ofLargest(name.endsWith(".image") ? 1e-4 : 5e-5);
  }

  @Override
  public Report run() {
    findings.input("in.latent", "in.condition", "in.mask", "sample.noise");
    for (String prefix : golden.groups("[^.]+\\.(?=timestep$)")) {
      findings.group(prefix, () -> forward(prefix));
    }
    for (String prefix : golden.groups("uncond[^.]*\\.")) {
      findings.group(prefix, () -> nullCondition(prefix));
    }
    for (String name : golden.groups("pe\\.[0-9]+x[0-9]+$")) {
      findings.group(name, () -> positionTable(name));
    }
    findings.group("schedule.", new ScheduleChecks(golden, findings)::run);
    new TrajectoryChecks(velocities, golden, findings, positions, arguments).run();
    for (String prefix : golden.groups("[^.]+\\.(?=vae_input$)")) {
      findings.group(prefix, () -> pipelines.run(prefix));
    }
    findings.group("pos.", new PositionChecks(golden, findings, positions)::run);
    findings.group("select.", new SelectionChecks(golden, findings, arguments)::run);
    findings.group("train.", new TrainingTables(golden, findings, arguments)::run);
    new TrainingChecks(velocities, weights, golden, findings, positions, backend).run();
    return new Report("diffusion transformer", backend.name(), findings.all());
  }

  private Condition given() {
    return velocities.condition(
        golden.get("in.condition"), golden.get("in.mask"), positions.ofCalls());
  }

  private void forward(String prefix) {
    findings.input(prefix + "timestep");
    HostTensor time = golden.get(prefix + "timestep");
    Map<String, HostTensor> stages = velocities.of(golden.get("in.latent"), time, given());
    compare(prefix + Velocities.VELOCITY, stages);
    findings.compareAll(prefix, stages);
    findings.compare(prefix + "velocity_first_half", Program.require(stages, Velocities.VELOCITY));
    findings.compareAll("", stages);
    String other = "diffusers." + prefix;
    findings.group(
        other,
        () -> {
          Map<String, HostTensor> fractional = diffusers(time, stages);
          compare(other + Velocities.VELOCITY, fractional);
          findings.compareAll(other, fractional);
        });
  }

  private void compare(String name, Map<String, HostTensor> stages) {
    findings.compare(name, velocities.asRecorded(stages, golden.find(name)));
  }

  /** diffusers does not truncate timesteps, which shows at fractional ones (§4.3). */
  private Map<String, HostTensor> diffusers(HostTensor time, Map<String, HostTensor> truncated) {
    Condition given = given();
    HostTensor caption =
        given.connects() ? Program.require(truncated, "connector") : given.caption();
    return velocities.fractional(
        golden.get("in.latent"),
        time,
        new Condition(caption, given.mask(), false, given.positions()));
  }

  /** As long as its own recording is, or else as the conditions are. */
  private void nullCondition(String prefix) {
    long rows =
        golden
            .find(prefix + "mask")
            .map(HostTensor::count)
            .orElseGet(() -> golden.get("in.condition").sizes()[1]);
    Map<String, HostTensor> nothing = velocities.nullTable(Math.toIntExact(rows));
    findings.compare(prefix + "condition", Program.require(nothing, "table"));
    findings.compare(prefix + "mask", Program.require(nothing, "mask"));
    HostTensor latent = golden.get("in.latent");
    int batch = Math.toIntExact(latent.sizes()[0]);
    HostTensor time = timestep(prefix.substring(0, prefix.length() - 1), batch);
    Condition condition = velocities.nothing(Math.toIntExact(rows), batch, positions.ofCalls());
    compare(prefix + Velocities.VELOCITY, velocities.of(latent, time, condition));
  }

  /** Longer null conditions are called as the plain one is unless they have own arguments. */
  private HostTensor timestep(String group, int batch) {
    ArgumentGroup asked = arguments.find(group).orElseGet(() -> arguments.group("uncond"));
    List<Double> given = asked.numbers("timestep");
    asked.finish();
    if (given.size() != 1 && given.size() != batch) {
      throw asked.wrong("timestep", given, "one number or " + batch);
    }
    float[] times = new float[batch];
    for (int i = 0; i < batch; i++) {
      times[i] = given.get(given.size() == 1 ? 0 : i).floatValue();
    }
    return HostTensor.of(times, batch);
  }

  /** {@code pe.6x4} is of six rows and four columns of tokens. */
  private void positionTable(String name) {
    String[] sides = name.substring("pe.".length()).split("x", -1);
    Program table =
        velocities.programs().positionTable(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    findings.compare(
        name, Program.require(velocities.runner().run(table, weights, Map.of()), "table"));
  }
}
