package ai.kelix.core.verify;

import ai.kelix.core.checkpoint.Checkpoint;
import ai.kelix.core.config.DitConfig;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Program;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Verifies the diffusion transformer, its schedules and solvers (kelix-dit §5–§9). */
public final class DiffusionVerification implements Verification {
  private final DitConfig config;
  private final Checkpoint weights;
  private final Golden golden;
  private final Path vaeFolder;
  private final Velocities velocities;
  private final Notes notes;
  private final Backend backend;
  private final Findings findings;

  DiffusionVerification(Path folder, Golden golden, Notes notes, Path vaeFolder, Backend backend) {
    this.config = DitConfig.read(folder.resolve("config.json"));
    this.weights = Checkpoint.openDiffusionTransformer(folder);
    this.golden = golden;
    this.vaeFolder = vaeFolder;
    this.backend = backend;
    this.velocities = new Velocities(config, weights, new Runner(backend));
    this.notes = notes;
    this.findings = new Findings(golden, DiffusionVerification::tolerance);
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
    for (String prefix : prefixes(".timestep")) {
      findings.group(prefix, () -> forward(prefix));
    }
    findings.group("uncond", this::nullCondition);
    SamplerChecks sampler = new SamplerChecks(velocities, golden, findings, notes, vaeFolder);
    findings.group("schedule.", sampler::schedules);
    findings.group("sample.", () -> sampler.trajectories("sample."));
    findings.group("dpm.", () -> sampler.trajectories("dpm."));
    for (String prefix : prefixes(".vae_input")) {
      findings.group(prefix, () -> sampler.pipeline(prefix));
    }
    findings.group("pos.", new PositionChecks(golden, findings, notes)::run);
    findings.group("select.", new SelectionChecks(golden, findings, notes)::run);
    findings.group("train.", new TrainingTables(golden, findings, notes)::run);
    new TrainingChecks(config, weights, golden, findings, backend).run();
    return new Report("diffusion transformer", backend.name(), findings.all());
  }

  private Set<String> prefixes(String suffix) {
    Set<String> found = new TreeSet<>();
    for (String name : golden.names()) {
      if (name.endsWith(suffix)) {
        found.add(name.substring(0, name.length() - suffix.length() + 1));
      }
    }
    return found;
  }

  private void forward(String prefix) {
    findings.input(prefix + "timestep");
    HostTensor time = golden.get(prefix + "timestep");
    HostTensor latent = golden.get("in.latent");
    HostTensor caption = golden.get("in.condition");
    HostTensor mask = golden.get("in.mask");
    Map<String, HostTensor> stages =
        velocities.of(latent, time, caption, mask, velocities.connects());
    findings.compareAll(prefix, stages);
    findings.compareAll("", stages);
    String other = "diffusers." + prefix + "velocity";
    if (golden.has(other)) {
      findings.compare(other, diffusers(time, stages));
    }
  }

  /** diffusers does not truncate timesteps, which shows at fractional ones (§4.3). */
  private HostTensor diffusers(HostTensor time, Map<String, HostTensor> truncated) {
    HostTensor caption =
        velocities.connects()
            ? Program.require(truncated, "connector")
            : golden.get("in.condition");
    return velocities.fractional(golden.get("in.latent"), time, caption, golden.get("in.mask"));
  }

  private void nullCondition() {
    int rows = Math.toIntExact(golden.get("in.mask").sizes()[1]);
    Map<String, HostTensor> nothing = velocities.nullCondition(rows);
    findings.compare("uncond.condition", Program.require(nothing, "table"));
    findings.compare("uncond.mask", Program.require(nothing, "mask"));
    findings.compare("uncond.velocity", nullVelocity(nothing));
    golden
        .find("uncond_long.mask")
        .ifPresent(
            mask -> {
              Map<String, HostTensor> longer =
                  velocities.nullCondition(Math.toIntExact(mask.count()));
              findings.compare("uncond_long.mask", Program.require(longer, "mask"));
              findings.compare("uncond_long.velocity", nullVelocity(longer));
            });
  }

  private HostTensor nullVelocity(Map<String, HostTensor> nothing) {
    HostTensor latent = golden.get("in.latent");
    int batch = Math.toIntExact(latent.sizes()[0]);
    return Program.require(
        velocities.of(
            latent,
            golden.get("t417.timestep"),
            Velocities.repeated(Program.require(nothing, "table"), batch),
            Velocities.repeated(Program.require(nothing, "mask"), batch),
            false),
        "velocity");
  }
}
