package ai.kelix.tools.verify;

import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.PositionArguments;
import ai.kelix.model.flow.EulerSolver;
import ai.kelix.model.flow.FlowSchedule;
import ai.kelix.model.flow.VelocityFunction;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.PixelConversion;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.type.DType;
import ai.kelix.tokenizer.image.Size;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The demo's whole path from hidden states to an image (kelix-dit §2, §9, §12). */
final class PipelineChecks {
  private final Velocities velocities;
  private final Golden golden;
  private final Findings findings;
  private final Arguments arguments;
  private final Optional<AutoencoderFolder> autoencoder;

  PipelineChecks(
      Velocities velocities,
      Golden golden,
      Findings findings,
      Arguments arguments,
      Optional<AutoencoderFolder> autoencoder) {
    this.velocities = velocities;
    this.golden = golden;
    this.findings = findings;
    this.arguments = arguments;
    this.autoencoder = autoencoder;
  }

  /** Paints as the demo does, from recorded hidden states. */
  void run(String prefix) {
    findings.input(prefix + "mask");
    int rows = realRows(golden.get(prefix + "mask"));
    findings.compare(prefix + "length", HostTensor.of(new long[] {rows}, 1));
    AutoencoderFolder vae =
        autoencoder.orElseThrow(
            () ->
                NotCompared.skipped(
                    "needs the autoencoder of the recordings, which --vae names; beside the folder"
                        + " there is not just one that fits"));
    findings.input(prefix + "hidden", prefix + "noise");
    HostTensor noise = golden.get(prefix + "noise");
    image(prefix, vae, painted(prefix, noise, rows), noise.sizes());
  }

  private static int realRows(HostTensor mask) {
    return Math.toIntExact(Arrays.stream(mask.longs()).sum());
  }

  /** Returns the latent behind the last step. */
  float[] painted(String prefix, HostTensor noise, int realRows) {
    ArgumentGroup asked = arguments.group(prefix.substring(0, prefix.length() - 1));
    FlowSchedule schedule =
        ScheduleChecks.schedule(
            asked.text("schedule"), asked.integer("steps"), asked.number("shift"));
    double guidance = asked.number("guidance");
    asked.finish();
    EulerSolver solver = new EulerSolver(schedule);
    VelocityFunction velocity = velocity(prefix, noise, realRows, guidance);
    float[] latent = noise.floats();
    for (int i = 0; i < solver.steps(); i++) {
      solver.step(latent, velocity);
    }
    return latent;
  }

  private VelocityFunction velocity(
      String prefix, HostTensor noise, int realRows, double guidance) {
    HostTensor hidden = golden.get(prefix + "hidden");
    int rows = Math.toIntExact(hidden.sizes()[1]);
    Condition condition =
        velocities.condition(
            hidden, golden.get(prefix + "mask"), Optional.of(positions(noise, rows, realRows)));
    VelocityFunction conditional = velocities.function(noise, condition);
    if (guidance == 1) {
      return conditional;
    }
    VelocityFunction unconditional =
        velocities.function(noise, velocities.nothing(rows, 1, condition.positions()));
    return VelocityFunction.guided(conditional, unconditional, guidance);
  }

  /** The demo forms positions itself; it does not know the grid of the image. */
  private PositionArguments positions(HostTensor noise, int rows, int realRows) {
    DitConfig config = velocities.config();
    long[] sizes = noise.sizes();
    Size latent = new Size((int) sizes[2], (int) sizes[3]);
    return PositionArguments.of(
        PositionArguments.Question.whenPainting(config, latent, rows, realRows));
  }

  private static Program decode(VaeConfig config, Checkpoint weights) {
    Autoencoder model = new Autoencoder(Parameters.of(weights), config);
    return new VaePrograms(model, Precision.FLOAT32).decode();
  }

  private void image(String prefix, AutoencoderFolder vae, float[] latent, long... sizes) {
    for (int i = 0; i < latent.length; i++) {
      latent[i] /= (float) vae.config().scalingFactor();
    }
    HostTensor input = HostTensor.of(latent, sizes);
    Checkpoint weights = Checkpoint.openAsStored(vae.folder());
    findings.compare(prefix + "vae_input", input);
    HostTensor image =
        Program.require(
            velocities
                .runner()
                .run(decode(vae.config(), weights), weights, Map.of("latent", input)),
            "image");
    findings.compare(prefix + "image", image);
    int height = (int) image.sizes()[2];
    int width = (int) image.sizes()[3];
    byte[] rgb = PixelConversion.toImage(image.floats(), height, width).rgb();
    findings.compare(
        prefix + "rgb", HostTensor.wrap(ByteBuffer.wrap(rgb), DType.U8, height, width, 3));
  }
}
