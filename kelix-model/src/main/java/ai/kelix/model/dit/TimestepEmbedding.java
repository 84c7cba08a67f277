package ai.kelix.model.dit;

import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import java.util.List;

/** Turns timesteps into the vectors that modulate every block (kelix-dit §5.2). */
final class TimestepEmbedding {
  private static final int FREQUENCIES = 128;

  private final Tensors tensors;
  private final boolean truncates;
  private final Linear first;
  private final Linear second;
  private final Linear block;

  TimestepEmbedding(Parameters p, int width, boolean truncates) {
    this.tensors = p.tensors();
    this.truncates = truncates;
    this.first = Linear.withBias(p.at("t_embedder.mlp.0"), 2L * FREQUENCIES, width);
    this.second = Linear.withBias(p.at("t_embedder.mlp.2"), width, width);
    this.block = Linear.withBias(p.at("t_block.1"), width, 6L * width);
  }

  /**
   * Embeds timesteps.
   *
   * @param timesteps {@code [B]} in [0, 1000]
   */
  Embedded forward(Tensor timesteps) {
    float[] values = new float[FREQUENCIES];
    for (int k = 0; k < FREQUENCIES; k++) {
      values[k] = (float) Math.exp(-Math.log(10000.0) * k / FREQUENCIES);
    }
    Tensor times = truncates ? timesteps.to(DType.I64).to(DType.F32) : timesteps;
    Tensor angles = times.unsqueeze(-1).times(tensors.constant(values, FREQUENCIES));
    Tensor features = angles.cos().concat(-1, List.of(angles.sin())).named("t_freq");
    Tensor t = second.apply(first.apply(features).silu()).named("t_embed");
    return new Embedded(t, block.apply(t.silu()).named("t_block"));
  }

  /**
   * Embedded timesteps.
   *
   * @param t {@code [B, D]}, for the final layer
   * @param shared {@code [B, 6D]}, for every block
   */
  record Embedded(Tensor t, Tensor shared) {}
}
