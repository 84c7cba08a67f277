package ai.kelix.model.vae;

import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import java.util.Map;

/** What the engine runs of the autoencoder. */
public final class VaePrograms {
  private static final Dim BATCH = Dim.symbol("batch");
  private static final Dim HEIGHT = Dim.symbol("height");
  private static final Dim WIDTH = Dim.symbol("width");

  private VaePrograms() {}

  /** Returns both directions. */
  public static List<Program> all(VaeConfig config) {
    return List.of(encode(config), decode(config));
  }

  /** {@code latent}, divided by the scaling factor, to {@code image}, about [−1, 1]. */
  public static Program decode(VaeConfig config) {
    Dim channels = Dim.of(config.latentChannels());
    return new Program(
        "vae_decode",
        List.of(Input.of("latent", DType.F32, BATCH, channels, HEIGHT, WIDTH)),
        (p, in) ->
            Map.of(
                "image",
                new DcAeDecoder(p.at("decoder"), config).forward(Program.require(in, "latent"))));
  }

  /**
   * {@code image} in [−1, 1] to {@code latent} before the scaling factor. The grid is declared in
   * cells of the spatial factor, so that every halving is exact.
   */
  public static Program encode(VaeConfig config) {
    long factor = 1L << (config.encoder().size() - 1);
    Dim channels = Dim.of(config.imageChannels());
    return new Program(
        "vae_encode",
        List.of(
            Input.of(
                "image", DType.F32, BATCH, channels, HEIGHT.times(factor), WIDTH.times(factor))),
        (p, in) ->
            Map.of(
                "latent",
                new DcAeEncoder(p.at("encoder"), config).forward(Program.require(in, "image"))));
  }
}
