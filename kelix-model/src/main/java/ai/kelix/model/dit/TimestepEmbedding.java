package ai.kelix.model.dit;

import ai.kelix.model.layers.Activation;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.Mlp;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.DType;
import java.util.List;

/** Turns timesteps into the vectors that modulate every block (kelix-dit §5.2). */
final class TimestepEmbedding {
  private static final int FREQUENCIES = 128;
  private static final FirstValues FIRST = FirstValues.normal(0.02);

  private final Mlp mlp;
  private final Linear block;

  TimestepEmbedding(Parameters p, int width) {
    this.mlp =
        new Mlp(
            Linear.of(p.at("t_embedder.mlp.0"), 2L * FREQUENCIES, width, true, FIRST),
            Activation.SILU,
            Linear.of(p.at("t_embedder.mlp.2"), width, width, true, FIRST));
    this.block = Linear.of(p.at("t_block.1"), width, 6L * width, true, FIRST);
  }

  /**
   * Embeds timesteps.
   *
   * @param timesteps {@code [B]} in [0, 1000], float32
   * @param dtype in which the network computes
   */
  Embedded forward(Tensor timesteps, DType dtype) {
    float[] values = new float[FREQUENCIES];
    for (int k = 0; k < FREQUENCIES; k++) {
      values[k] = (float) Math.exp(-Math.log(10000.0) * k / FREQUENCIES);
    }
    Tensor frequencies = timesteps.make().constant(values, FREQUENCIES);
    Tensor angles = timesteps.unsqueeze(-1).times(frequencies);
    Tensor features = angles.cos().concat(-1, List.of(angles.sin())).named("t_freq");
    Tensor t = mlp.forward(features.to(dtype)).named("t_embed");
    return new Embedded(t, block.forward(t.silu()).named("t_block"));
  }

  /**
   * Embedded timesteps.
   *
   * @param t {@code [B, D]}, for the final layer
   * @param shared {@code [B, 6D]}, for every block
   */
  record Embedded(Tensor t, Tensor shared) {}
}
