package ai.kelix.model.loss;

import ai.kelix.model.dit.DiffusionPrograms;
import ai.kelix.model.dit.DiffusionTransformer;
import ai.kelix.model.dit.DitConfig;
import ai.kelix.model.dit.StochasticDepth;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.Program;
import ai.kelix.tensor.program.Program.Input;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loss of Kelix-DiT: how far the predicted velocity is from that which leads from a latent to
 * noise (kelix-dit §10.1, §10.3). Confined to one thread, like the tensors.
 */
public final class FlowMatchingLoss {
  private static final Dim BATCH = Dim.symbol("batch");
  private static final Dim ROWS = Dim.symbol("rows");

  /** The timestep of the level σ is so many times σ. */
  private static final int TIMESTEPS = 1000;

  private final DiffusionTransformer network;

  /**
   * Judges a network.
   *
   * @param network what predicts
   */
  public FlowMatchingLoss(DiffusionTransformer network) {
    this.network = network;
  }

  /** Mixes noise in, predicts the velocity and judges it. */
  public Result forward(FlowBatch batch) {
    Tensor noisy = noisy(batch.clean(), batch.noise(), batch.sigma());
    Tensor timesteps = batch.sigma().times(TIMESTEPS);
    Tensor mask = batch.mask();
    Tensor velocity =
        network.velocity(
            noisy,
            timesteps,
            network.prepare(condition(batch.caption(), batch.keep()), batch.places()),
            new DiffusionTransformer.Variant(
                mask == null ? null : DiffusionTransformer.additive(mask, noisy.dtype()),
                batch.paths(),
                false));
    Tensor perSample = perSample(velocity, batch.clean(), batch.noise());
    Tensor loss = perSample.mean(0, false);
    return new Result(noisy, timesteps, velocity, perSample, loss);
  }

  /** {@code (1 − σ)·z + σ·ε}. */
  private static Tensor noisy(Tensor clean, Tensor noise, Tensor sigma) {
    Tensor level = sigma.unsqueeze(-1).unsqueeze(-1).unsqueeze(-1);
    return clean.plus(level.times(noise.minus(clean)));
  }

  private static Tensor perSample(Tensor velocity, Tensor clean, Tensor noise) {
    Tensor error = noise.minus(clean).minus(velocity).square();
    Dim each = error.dim(1).times(error.dim(2)).times(error.dim(3));
    return error.reshape(error.dim(0), each).mean(1, false);
  }

  private Tensor condition(Tensor caption, @Nullable Tensor keep) {
    Tensor connected = network.connected(caption);
    return keep == null ? connected : dropped(connected, keep.unsqueeze(-1).unsqueeze(-1));
  }

  /**
   * Replaces connected conditions by the null condition; their masks stay as they are (kelix-dit
   * §10.3).
   */
  private Tensor dropped(Tensor caption, Tensor keep) {
    Tensor table = network.nullTable(caption.make(), caption.dtype());
    Tensor nothing = table.narrow(0, Dim.of(0), caption.dim(1)).unsqueeze(0);
    return nothing.plus(keep.times(caption.minus(nothing)));
  }

  /**
   * One pass as a program: {@code clean} and {@code noise} {@code [batch, C, height, width]},
   * {@code sigma} and {@code keep} {@code [batch]}, {@code caption} {@code [batch, rows, width]},
   * {@code mask} {@code [batch, rows]} to {@code x_t}, {@code model_timesteps}, {@code velocity},
   * {@code loss_per_sample} {@code [batch]} and {@code loss}. A network that rotates takes {@link
   * DiffusionPrograms#PLACES} {@code [rows, 2]} too, one that leaves branches out {@code paths}
   * {@code [batch, 2·blocks]} from {@link StochasticDepth}.
   *
   * @param drops whether {@code keep} says which conditions stay; without it all stay
   */
  public Program program(boolean drops) {
    DitConfig config = network.config();
    int width = config.conditionChannels();
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
        (make, in) -> forward(FlowBatch.of(in, drops)).byName());
  }

  /**
   * What a pass gives.
   *
   * @param noisy the network's input, {@code [B, C, H, W]}
   * @param timesteps of the network before truncation, {@code [B]}
   * @param velocity predicted, {@code [B, C, H, W]}
   * @param perSample mean squared errors, {@code [B]}
   * @param loss their mean, a scalar
   */
  public record Result(
      Tensor noisy, Tensor timesteps, Tensor velocity, Tensor perSample, Tensor loss) {

    private Map<String, Tensor> byName() {
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      outputs.put("x_t", noisy);
      outputs.put("model_timesteps", timesteps);
      outputs.put("velocity", velocity);
      outputs.put("loss_per_sample", perSample);
      outputs.put("loss", loss);
      return outputs;
    }
  }
}
