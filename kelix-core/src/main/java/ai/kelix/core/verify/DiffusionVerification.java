package ai.kelix.core.verify;

import ai.kelix.core.checkpoint.Checkpoint;
import ai.kelix.core.config.DitConfig;
import ai.kelix.core.config.VaeConfig;
import ai.kelix.core.flow.DpmSolver;
import ai.kelix.core.flow.EulerSolver;
import ai.kelix.core.flow.FlowSchedule;
import ai.kelix.core.flow.FlowSolver;
import ai.kelix.core.flow.PixelConversion;
import ai.kelix.core.flow.VelocityFunction;
import ai.kelix.core.network.dit.DiffusionPrograms;
import ai.kelix.core.network.vae.VaePrograms;
import ai.kelix.core.program.Backend;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Program;
import ai.kelix.core.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Verifies the diffusion transformer, its schedules and solvers (kelix-dit §5–§9). */
public final class DiffusionVerification implements Verification {
  private final DitConfig config;
  private final Checkpoint weights;
  private final Golden golden;
  private final Path vaeFolder;
  private final Runner runner;
  private final Backend backend;
  private final Findings findings;

  DiffusionVerification(Path folder, Golden golden, Path vaeFolder, Backend backend) {
    this.config = DitConfig.read(folder.resolve("config.json"));
    this.weights = Checkpoint.openDiffusionTransformer(folder);
    this.golden = golden;
    this.vaeFolder = vaeFolder;
    this.backend = backend;
    this.runner = new Runner(backend);
    this.findings = new Findings(golden, DiffusionVerification::tolerance);
  }

  private static Tolerance tolerance(String name) {
    if (name.endsWith("t_freq")) {
      return Tolerance.ofLargest(2e-4);
    }
    if (name.startsWith("dpm.")) {
      return Tolerance.ofLargest(1e-3);
    }
    return Tolerance.ofLargest(name.startsWith("pipeline") ? 1e-4 : 5e-5);
  }

  @Override
  public Report run() {
    findings.input("in.latent", "in.condition", "in.mask", "sample.noise", "uncond.mask");
    for (String prefix : prefixes(".timestep")) {
      findings.group(prefix, () -> forward(prefix));
    }
    findings.group("uncond", this::nullCondition);
    findings.group("schedule.", this::schedules);
    findings.group("sample.", () -> trajectories("sample.", 4));
    findings.group("dpm.", () -> trajectories("dpm.", 5));
    for (String prefix : prefixes(".vae_input")) {
      findings.group(prefix, () -> pipeline(prefix));
    }
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

  private boolean connects() {
    return config.connectorChannels() > 0;
  }

  private void forward(String prefix) {
    findings.input(prefix + "timestep");
    Map<String, HostTensor> stages =
        whole(
            golden.get("in.latent"),
            golden.get(prefix + "timestep"),
            golden.get("in.condition"),
            golden.get("in.mask"),
            connects());
    findings.compareAll(prefix, stages);
    findings.compareAll("", stages);
    // What diffusers computes equals the reference at whole timesteps only (§4.3).
    if (prefix.equals("t417.")) {
      findings.compare("diffusers.t417.velocity", Program.require(stages, "velocity"));
    }
  }

  private Map<String, HostTensor> whole(
      HostTensor latent, HostTensor time, HostTensor caption, HostTensor mask, boolean connects) {
    return runner.run(
        DiffusionPrograms.whole(config, connects),
        weights,
        Map.of("latent", latent, "timestep", time, "caption", caption, "mask", mask));
  }

  private void nullCondition() {
    HostTensor table =
        Program.require(
            runner.run(
                new Program(
                    "null_table",
                    List.of(),
                    (p, in) -> Map.of("table", DiffusionPrograms.nullTable(p, config))),
                weights,
                Map.of()),
            "table");
    findings.compare("uncond.condition", table);
    HostTensor latent = golden.get("in.latent");
    int batch = Math.toIntExact(latent.sizes()[0]);
    HostTensor mask = golden.get("uncond.mask");
    HostTensor velocity =
        Program.require(
            whole(
                latent,
                golden.get("t417.timestep"),
                repeated(table, batch),
                repeated(mask, batch),
                false),
            "velocity");
    findings.compare("uncond.velocity", velocity);
    findings.compare("uncond_long.velocity", velocity);
    findings.input("uncond_long.mask");
  }

  private static HostTensor repeated(HostTensor tensor, int batch) {
    long[] sizes = new long[tensor.shape().size() + 1];
    sizes[0] = batch;
    System.arraycopy(tensor.sizes(), 0, sizes, 1, sizes.length - 1);
    HostTensor whole = HostTensor.allocate(tensor.dtype(), sizes);
    ByteBuffer target = whole.data().duplicate();
    for (int i = 0; i < batch; i++) {
      target.put(tensor.data().duplicate());
    }
    return whole;
  }

  private void schedules() {
    for (String name : golden.names()) {
      if (name.startsWith("schedule.")) {
        schedule(name);
      }
    }
  }

  private void schedule(String name) {
    String kind = name.replaceAll("schedule\\.([a-z]+)\\d+\\..*", "$1");
    int steps = Integer.parseInt(name.replaceAll("schedule\\.[a-z]+(\\d+)\\..*", "$1"));
    if (kind.equals("dpm")) {
      findings.compare(name, HostTensor.of(DpmSolver.times(steps), steps + 1));
      return;
    }
    FlowSchedule schedule =
        kind.equals("linspace") ? FlowSchedule.linear(steps) : FlowSchedule.twiceShifted(steps);
    float[] times = new float[steps];
    long[] whole = new long[steps];
    for (int i = 0; i < steps; i++) {
      times[i] = schedule.timestep(i);
      whole[i] = (long) times[i];
    }
    if (name.endsWith(".model_timesteps")) {
      findings.compare(name, HostTensor.of(whole, steps));
    } else if (name.endsWith(".timesteps")) {
      findings.compare(name, HostTensor.of(times, steps));
    } else {
      float[] sigmas = new float[steps + 1];
      for (int i = 0; i <= steps; i++) {
        sigmas[i] = schedule.sigmas().get(i);
      }
      findings.compare(name, HostTensor.of(sigmas, steps + 1));
    }
  }

  private void trajectories(String prefix, int steps) {
    HostTensor noise = golden.get("sample.noise");
    HostTensor mask = Joined.rows(golden.get("in.mask"), new long[] {0});
    HostTensor caption = Joined.rows(golden.get("in.condition"), new long[] {0});
    boolean multistep = prefix.equals("dpm.");
    VelocityFunction conditional = velocity(noise, caption, mask, connects());
    HostTensor nullMask = multistep ? mask : repeated(golden.get("uncond.mask"), 1);
    VelocityFunction unconditional =
        velocity(noise, repeated(golden.get("uncond.condition"), 1), nullMask, false);
    if (!multistep) {
      float first = FlowSchedule.linear(steps).timestep(0);
      float[] start = noise.floats();
      findings.compare(
          "sample.step0.v_cond", HostTensor.of(conditional.at(start, first), noise.sizes()));
      findings.compare(
          "sample.step0.v_uncond", HostTensor.of(unconditional.at(start, first), noise.sizes()));
    }
    for (String name : golden.names()) {
      if (name.startsWith(prefix + "cfg") && name.endsWith(".step0")) {
        String run = name.substring(0, name.length() - 1);
        double scale = Double.parseDouble(run.replaceAll(".*cfg([0-9.]+)\\.step", "$1"));
        FlowSolver solver =
            multistep ? new DpmSolver(steps) : new EulerSolver(FlowSchedule.linear(steps));
        float[] latent = noise.floats();
        VelocityFunction guided = VelocityFunction.guided(conditional, unconditional, scale);
        for (int i = 0; i < steps; i++) {
          solver.step(latent, guided);
          findings.compare(run + i, HostTensor.of(latent, noise.sizes()));
        }
      }
    }
  }

  private VelocityFunction velocity(
      HostTensor like, HostTensor caption, HostTensor mask, boolean connects) {
    return (latent, timestep) ->
        Program.require(
                whole(
                    HostTensor.of(latent, like.sizes()),
                    HostTensor.of(new float[] {timestep}, 1),
                    caption,
                    mask,
                    connects),
                "velocity")
            .floats();
  }

  private void pipeline(String prefix) {
    findings.input(prefix + "hidden", prefix + "mask", prefix + "length", prefix + "noise");
    if (!Files.isDirectory(vaeFolder)) {
      return;
    }
    HostTensor noise = golden.get(prefix + "noise");
    double scale = prefix.contains("cfg") ? 3 : 1;
    VelocityFunction guided =
        VelocityFunction.guided(
            velocity(noise, golden.get(prefix + "hidden"), golden.get(prefix + "mask"), connects()),
            velocity(
                noise,
                repeated(golden.get("uncond.condition"), 1),
                repeated(golden.get("uncond.mask"), 1),
                false),
            scale);
    FlowSolver solver = new EulerSolver(FlowSchedule.linear(6));
    float[] latent = noise.floats();
    for (int i = 0; i < solver.steps(); i++) {
      solver.step(latent, guided);
    }
    VaeConfig vae = VaeConfig.read(vaeFolder.resolve("config.json"));
    for (int i = 0; i < latent.length; i++) {
      latent[i] /= (float) vae.scalingFactor();
    }
    HostTensor input = HostTensor.of(latent, noise.sizes());
    findings.compare(prefix + "vae_input", input);
    HostTensor image =
        Program.require(
            runner.run(
                VaePrograms.decode(vae),
                Checkpoint.openAsStored(vaeFolder),
                Map.of("latent", input)),
            "image");
    findings.compare(prefix + "image", image);
    int height = (int) image.sizes()[2];
    int width = (int) image.sizes()[3];
    byte[] rgb = PixelConversion.toImage(image.floats(), height, width).rgb();
    findings.compare(
        prefix + "rgb", HostTensor.wrap(ByteBuffer.wrap(rgb), DType.U8, height, width, 3));
  }
}
