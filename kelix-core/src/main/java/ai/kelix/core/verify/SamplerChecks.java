package ai.kelix.core.verify;

import ai.kelix.core.checkpoint.Checkpoint;
import ai.kelix.core.config.VaeConfig;
import ai.kelix.core.flow.DpmSolver;
import ai.kelix.core.flow.EulerSolver;
import ai.kelix.core.flow.FlowSchedule;
import ai.kelix.core.flow.FlowSolver;
import ai.kelix.core.flow.PixelConversion;
import ai.kelix.core.flow.VelocityFunction;
import ai.kelix.core.network.vae.VaePrograms;
import ai.kelix.core.program.HostTensor;
import ai.kelix.core.program.Program;
import ai.kelix.core.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Schedules, solvers, guidance and the whole path to an image (kelix-dit §2, §9, §12). */
final class SamplerChecks {
  private final Velocities velocities;
  private final Golden golden;
  private final Findings findings;
  private final Notes notes;
  private final Path vaeFolder;

  SamplerChecks(
      Velocities velocities, Golden golden, Findings findings, Notes notes, Path vaeFolder) {
    this.velocities = velocities;
    this.golden = golden;
    this.findings = findings;
    this.notes = notes;
    this.vaeFolder = vaeFolder;
  }

  void schedules() {
    for (String name : golden.names()) {
      if (name.startsWith("schedule.")) {
        findings.group(name, () -> schedule(name));
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

  /**
   * Runs a solver from the recorded noise, once for each guidance scale.
   *
   * @param prefix {@code sample.} for Euler steps or {@code dpm.}
   */
  void trajectories(String prefix) {
    HostTensor noise = golden.get("sample.noise");
    HostTensor mask = Joined.rows(golden.get("in.mask"), new long[] {0});
    HostTensor caption = Joined.rows(golden.get("in.condition"), new long[] {0});
    boolean multistep = prefix.equals("dpm.");
    VelocityFunction conditional = velocities.function(noise, caption, mask, velocities.connects());
    // The reference's multistep solver gives both branches the condition's mask (§9.4).
    VelocityFunction unconditional = unconditional(noise, mask, multistep);
    if (!multistep) {
      firstStep(noise, conditional, unconditional);
    }
    for (String name : golden.names()) {
      if (name.startsWith(prefix + "cfg") && name.endsWith(".step0")) {
        String run = name.substring(0, name.length() - 1);
        double scale = Double.parseDouble(run.replaceAll(".*cfg([0-9.]+)\\.step", "$1"));
        trajectory(
            run, multistep, noise, VelocityFunction.guided(conditional, unconditional, scale));
      }
    }
  }

  private VelocityFunction unconditional(HostTensor noise, HostTensor mask, boolean ownMask) {
    int rows = Math.toIntExact(mask.count());
    Map<String, HostTensor> nothing = velocities.nullCondition(rows);
    return velocities.function(
        noise,
        Velocities.repeated(Program.require(nothing, "table"), 1),
        ownMask ? mask : Velocities.repeated(Program.require(nothing, "mask"), 1),
        false);
  }

  private void firstStep(
      HostTensor noise, VelocityFunction conditional, VelocityFunction unconditional) {
    float first = FlowSchedule.linear(steps("sample.cfg1.0.step")).timestep(0);
    float[] start = noise.floats();
    findings.compare(
        "sample.step0.v_cond", HostTensor.of(conditional.at(start, first), noise.sizes()));
    findings.compare(
        "sample.step0.v_uncond", HostTensor.of(unconditional.at(start, first), noise.sizes()));
  }

  private void trajectory(
      String run, boolean multistep, HostTensor noise, VelocityFunction velocity) {
    int steps = steps(run);
    FlowSolver solver =
        multistep ? new DpmSolver(steps) : new EulerSolver(FlowSchedule.linear(steps));
    float[] latent = noise.floats();
    for (int i = 0; i < steps; i++) {
      solver.step(latent, velocity);
      findings.compare(run + i, HostTensor.of(latent, noise.sizes()));
    }
  }

  /** A trajectory was recorded after each of its steps. */
  private int steps(String run) {
    return (int) golden.names().stream().filter(name -> name.startsWith(run)).count();
  }

  /** Paints as the demo does, from recorded hidden states. */
  void pipeline(String prefix) {
    if (!Files.isDirectory(vaeFolder)) {
      findings.skip(prefix, "needs the autoencoder that --vae names");
      return;
    }
    findings.input(prefix + "hidden", prefix + "mask", prefix + "noise");
    HostTensor noise = golden.get(prefix + "noise");
    HostTensor mask = golden.get(prefix + "mask");
    length(prefix, mask);
    VelocityFunction guided =
        VelocityFunction.guided(
            velocities.function(noise, golden.get(prefix + "hidden"), mask, velocities.connects()),
            unconditional(noise, mask, false),
            guidance(prefix));
    FlowSolver solver =
        new EulerSolver(FlowSchedule.linear((int) pipelineNumber(prefix, "([0-9]+) steps", 6)));
    float[] latent = noise.floats();
    for (int i = 0; i < solver.steps(); i++) {
      solver.step(latent, guided);
    }
    image(prefix, latent, noise.sizes());
  }

  private void length(String prefix, HostTensor mask) {
    long rows = Arrays.stream(mask.longs()).sum();
    findings.compare(prefix + "length", HostTensor.of(new long[] {rows}, 1));
  }

  private double guidance(String prefix) {
    String named = prefix.replaceAll("^[a-z]+(?:_cfg([0-9.]*[0-9]))?\\.$", "$1");
    return pipelineNumber(
        prefix, "guidance ([0-9.]*[0-9])", named.isEmpty() ? 1 : Double.parseDouble(named));
  }

  private double pipelineNumber(String prefix, String pattern, double otherwise) {
    return notes.match(prefix + "noise", pattern, otherwise);
  }

  private void image(String prefix, float[] latent, long... sizes) {
    VaeConfig vae = VaeConfig.read(vaeFolder.resolve("config.json"));
    for (int i = 0; i < latent.length; i++) {
      latent[i] /= (float) vae.scalingFactor();
    }
    HostTensor input = HostTensor.of(latent, sizes);
    findings.compare(prefix + "vae_input", input);
    HostTensor image =
        Program.require(
            velocities
                .runner()
                .run(
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
