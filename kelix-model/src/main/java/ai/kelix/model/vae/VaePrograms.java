package ai.kelix.model.vae;

import ai.kelix.tensor.Precision;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import java.util.Map;

/**
 * What is run of the autoencoder. Programs take and give numbers in {@link Precision#accumulate}.
 *
 * @param model what computes
 * @param precision in which types
 */
public record VaePrograms(Autoencoder model, Precision precision) {
  private static final Dim BATCH = Dim.symbol("batch");
  private static final Dim HEIGHT = Dim.symbol("height");
  private static final Dim WIDTH = Dim.symbol("width");

  /** Returns both directions. */
  public List<Program> all() {
    return List.of(encode(), decode());
  }

  /** {@code latent}, divided by the scaling factor, to {@code image}, about [−1, 1]. */
  public Program decode() {
    Dim channels = Dim.of(model.config().latentChannels());
    return new Program(
        "vae_decode",
        List.of(Input.of("latent", precision.accumulate(), BATCH, channels, HEIGHT, WIDTH)),
        (make, in) -> {
          Tensor latent = Program.require(in, "latent").to(precision.compute());
          return Map.of("image", model.decoded(latent).to(precision.accumulate()));
        });
  }

  /**
   * {@code image} in [−1, 1] to {@code latent} before the scaling factor. The grid is declared in
   * cells of the spatial factor, so that every halving is exact.
   */
  public Program encode() {
    VaeConfig config = model.config();
    long factor = 1L << (config.encoder().size() - 1);
    Dim channels = Dim.of(config.imageChannels());
    Dim height = HEIGHT.times(factor);
    Dim width = WIDTH.times(factor);
    return new Program(
        "vae_encode",
        List.of(Input.of("image", precision.accumulate(), BATCH, channels, height, width)),
        (make, in) -> {
          Tensor image = Program.require(in, "image").to(precision.compute());
          return Map.of("latent", model.encoded(image).to(precision.accumulate()));
        });
  }
}
