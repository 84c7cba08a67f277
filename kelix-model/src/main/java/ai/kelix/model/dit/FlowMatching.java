package ai.kelix.model.dit;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The training objective of Kelix-DiT (kelix-dit §10.1, §10.3). */
public final class FlowMatching {
  private static final Dim BATCH = Dim.symbol("batch");
  private static final Dim ROWS = Dim.symbol("rows");

  private FlowMatching() {}

  /**
   * Mixes latents with noise.
   *
   * @param clean latents times the autoencoder's scaling factor, {@code [B, C, H, W]}
   * @param noise same shape
   * @param sigma noise levels, {@code [B, 1, 1, 1]}
   */
  public static Tensor noisy(Tensor clean, Tensor noise, Tensor sigma) {
    return clean.plus(sigma.times(noise.minus(clean)));
  }

  /** Returns the mean squared error of a predicted velocity, a scalar. */
  public static Tensor loss(Tensor velocity, Tensor clean, Tensor noise) {
    Tensor error = noise.minus(clean).minus(velocity).square();
    return error.reshape(error.shape().count()).mean(0, false).reshape(new Dim[0]);
  }

  /**
   * Replaces connected conditions by the null condition; their masks stay as they are.
   *
   * @param caption behind the connector, {@code [B, L, caption channels]}
   * @param table the null condition, at least L rows
   * @param keep 1 for each sample whose condition stays, 0 for the others, {@code [B, 1, 1]}
   */
  public static Tensor dropped(Tensor caption, Tensor table, Tensor keep) {
    Tensor nothing = table.narrow(0, Dim.of(0), caption.dim(1)).unsqueeze(0);
    return nothing.plus(keep.times(caption.minus(nothing)));
  }

  /**
   * One pass of training: {@code clean} and {@code noise} {@code [batch, C, height, width]}, {@code
   * sigma} and {@code keep} {@code [batch]}, {@code caption} {@code [batch, rows, width]}, {@code
   * mask} {@code [batch, rows]} to {@code x_t}, {@code model_timesteps}, {@code velocity} and
   * {@code loss}. A network that rotates takes {@link DiffusionPrograms#PLACES} {@code [rows, 2]}
   * too, one that leaves branches out {@code paths} {@code [batch, 2·blocks]} from {@link
   * StochasticDepth}.
   *
   * @param drops whether {@code keep} says which conditions stay; without it all stay
   */
  public static Program pass(DitConfig config, boolean drops) {
    boolean connects = config.connectorChannels() > 0;
    int width = connects ? config.connectorChannels() : config.captionChannels();
    Dim channels = Dim.of(config.latentChannels());
    Dim height = Dim.symbol("height");
    Dim columns = Dim.symbol("width");
    List<Input> inputs = new ArrayList<>(DiffusionPrograms.places(config));
    inputs.addAll(
        List.of(
            Input.of("clean", DType.F32, BATCH, channels, height, columns),
            Input.of("noise", DType.F32, BATCH, channels, height, columns),
            Input.of("sigma", DType.F32, BATCH),
            Input.of("keep", DType.F32, BATCH),
            Input.of("caption", DType.F32, BATCH, ROWS, Dim.of(width)),
            Input.of("mask", DType.I64, BATCH, ROWS)));
    if (config.dropPath() > 0) {
      inputs.add(Input.of("paths", DType.F32, BATCH, Dim.of(2L * config.blocks())));
    }
    return new Program(
        drops ? "training_pass_dropped" : "training_pass",
        inputs,
        (p, in) -> pass(p, config, drops, in));
  }

  private static Map<String, Tensor> pass(
      Parameters p, DitConfig config, boolean drops, Map<String, Tensor> in) {
    Tensor clean = Program.require(in, "clean");
    Tensor noise = Program.require(in, "noise");
    Tensor sigma = Program.require(in, "sigma");
    Tensor caption = Program.require(in, "caption");
    if (config.connectorChannels() > 0) {
      caption = new Connector(p.at("diffusion_connector"), config).forward(caption);
    }
    if (drops) {
      Tensor keep = Program.require(in, "keep").unsqueeze(-1).unsqueeze(-1);
      caption = dropped(caption, DiffusionPrograms.nullTable(p, config), keep);
    }
    Tensor noisy = noisy(clean, noise, sigma.unsqueeze(-1).unsqueeze(-1).unsqueeze(-1));
    Tensor timestep = sigma.times(1000);
    DiffusionTransformer network = new DiffusionTransformer(p, config);
    Tensor velocity =
        network.velocity(
            noisy,
            timestep,
            network.prepare(caption, in.get(DiffusionPrograms.PLACES)),
            network.additive(Program.require(in, "mask")),
            in.get("paths"));
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("x_t", noisy);
    outputs.put("model_timesteps", timestep);
    outputs.put("velocity", velocity);
    outputs.put("loss", loss(velocity, clean, noise));
    return outputs;
  }
}
