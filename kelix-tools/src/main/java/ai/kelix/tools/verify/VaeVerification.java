package ai.kelix.tools.verify;

import ai.kelix.Image;
import ai.kelix.formats.checkpoint.Checkpoint;
import ai.kelix.formats.config.VaeConfigReader;
import ai.kelix.model.vae.Autoencoder;
import ai.kelix.model.vae.PixelConversion;
import ai.kelix.model.vae.Tiling;
import ai.kelix.model.vae.VaeConfig;
import ai.kelix.model.vae.VaePrograms;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Precision;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Runner;
import ai.kelix.tensor.type.DType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Verifies the autoencoder (kelix-dit §11, §12). */
public final class VaeVerification implements Verification {
  private static final Tolerance FLOATS = Tolerance.ofLargest(2e-5);

  private final VaeConfig config;
  private final Checkpoint weights;
  private final VaePrograms programs;
  private final Golden golden;
  private final Runner runner;
  private final Backend backend;
  private final Findings findings;

  VaeVerification(Path folder, Golden golden, Backend backend) {
    this.config = VaeConfigReader.read(folder.resolve("config.json"));
    this.weights = Checkpoint.openAsStored(folder);
    this.programs =
        new VaePrograms(new Autoencoder(Parameters.of(weights), config), Precision.FLOAT32);
    this.golden = golden;
    this.backend = backend;
    this.runner = new Runner(backend);
    this.findings = new Findings(golden, name -> FLOATS);
  }

  @Override
  public Report run() {
    findings.input("in.image", "in.latent", "small.latent", "small.in_image", "tiled.params");
    findings.group("enc.", this::encoder);
    findings.group("dec.", this::decoder);
    findings.group("small.", this::small);
    findings.group("tiled.", this::tiled);
    return new Report("autoencoder", backend.name(), findings.all());
  }

  private void encoder() {
    Map<String, HostTensor> stages = encode(golden.get("in.image"));
    HostTensor latent = Program.require(stages, "latent");
    findings.compare("enc.latent", latent);
    findings.compare("enc.scaled", scaled(latent, config.scalingFactor()));
    // Stages were recorded for the first sample only.
    stages.forEach((name, value) -> findings.compare(name, Joined.first(value)));
  }

  private void decoder() {
    HostTensor latent = golden.get("in.latent");
    Map<String, HostTensor> stages = decode(latent);
    findings.compare("dec.image", Program.require(stages, "image"));
    // Stages were recorded for the first sample only.
    stages.forEach((name, value) -> findings.compare(name, Joined.first(value)));
    HostTensor image = Program.require(decode(scaled(latent, 1 / config.scalingFactor())), "image");
    findings.compare("dec.image_from_scaled", image);
    findings.compare("dec.rgb", rgb(image, false));
    findings.compare("dec.rgb_truncated", rgb(image, true));
  }

  private void small() {
    findings.compare("small.image", Program.require(decode(golden.get("small.latent")), "image"));
    findings.compare("small.enc", Program.require(encode(golden.get("small.in_image")), "latent"));
  }

  private void tiled() {
    int[] sizes = Layouts.ints(golden.get("tiled.params").longs());
    Tiling tiling = new Tiling(sizes[0], sizes[1], sizes[2], sizes[3]);
    int factor = config.spatialFactor();
    findings.compare(
        "tiled.image",
        tiling.decode(
            Joined.first(golden.get("in.latent")),
            factor,
            tile -> Program.require(decode(tile), "image")));
    findings.compare(
        "tiled.latent",
        tiling.encode(
            Joined.first(golden.get("in.image")),
            factor,
            tile -> Program.require(encode(tile), "latent")));
  }

  private Map<String, HostTensor> encode(HostTensor image) {
    return runner.run(programs.encode(), weights, Map.of("image", image));
  }

  private Map<String, HostTensor> decode(HostTensor latent) {
    return runner.run(programs.decode(), weights, Map.of("latent", latent));
  }

  private static HostTensor scaled(HostTensor tensor, double factor) {
    float[] values = tensor.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factor);
    }
    return HostTensor.of(values, tensor.sizes());
  }

  private static HostTensor rgb(HostTensor images, boolean truncated) {
    long[] sizes = images.sizes();
    int height = (int) sizes[2];
    int width = (int) sizes[3];
    int count = 3 * height * width;
    float[] values = images.floats();
    ByteBuffer bytes = ByteBuffer.allocate((int) sizes[0] * count);
    for (int i = 0; i < sizes[0]; i++) {
      float[] planes = Arrays.copyOfRange(values, i * count, (i + 1) * count);
      Image image =
          truncated
              ? PixelConversion.toImageTruncated(planes, height, width)
              : PixelConversion.toImage(planes, height, width);
      bytes.put(image.rgb());
    }
    return HostTensor.wrap(ByteBuffer.wrap(bytes.array()), DType.U8, sizes[0], height, width, 3);
  }
}
