package ai.kelix.model.dit;

import ai.kelix.model.layers.Attention;
import ai.kelix.model.layers.Attention.KeyValues;
import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.RotaryEmbedding.Angles;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One block: gated self-attention, cross-attention without gate or norm, gated feed-forward
 * (kelix-dit §7.1).
 */
final class DitBlock {
  private static final double NORM_EPS = 1e-6;

  private final DitConfig config;
  private final int index;
  private final String stage;
  private final Parameter table6xD;
  private final Attention selfAttention;
  private final Attention.Mixing selfMixing;
  private final Attention crossAttention;
  private final FeedForward feedForward;
  private final LayerNorm norm = LayerNorm.plain(NORM_EPS);

  DitBlock(Parameters p, DitConfig config, int index) {
    FirstValues scales = FirstValues.normal(1 / Math.sqrt(config.width()));
    this.config = config;
    this.index = index;
    this.stage = "block" + index;
    this.table6xD = p.get("scale_shift_table", scales, 6, config.width());
    this.selfAttention = DitAttention.ofTokens(p.at("attn"), config, stage + ".self");
    this.selfMixing = DitAttention.mixing(config);
    this.crossAttention = DitAttention.ofCondition(p.at("cross_attn"), config, stage + ".cross");
    this.feedForward = FeedForward.of(p.at("mlp"), config, stage + ".ffn");
  }

  /**
   * Makes keys and values of a condition, the same for every step of the sampler.
   *
   * @param y {@code [B, L, D]}
   * @param angles of the condition rows; null if nothing is turned
   */
  KeyValues keyValues(Tensor y, @Nullable Angles angles) {
    return crossAttention.keyValues(y, angles);
  }

  /**
   * Runs the block on {@code [B, N, D]}.
   *
   * @param shared {@code [B, 6D]} of the timestep
   * @param condition from {@link #keyValues}
   */
  Tensor forward(Tensor tokens, Tensor shared, KeyValues condition, Place place) {
    Dim width = Dim.of(config.width());
    Tensor modulation =
        tokens.weight(table6xD).plus(shared.reshape(shared.dim(0), Dim.of(6), width));
    List<Tensor> rows = modulation.named(stage + ".modulation").chunk(6, 1);
    Tensor seen = modulated(tokens, rows.get(0), rows.get(1)).named(stage + ".self.in");
    Tensor attended = selfAttention.forward(seen, null, selfMixing);
    Tensor x = tokens.plus(kept(rows.get(2).times(attended), 0, place));
    Tensor query = (config.crossQueryNorm() ? norm.forward(x) : x).named(stage + ".cross.in");
    x =
        x.plus(
            crossAttention.forward(
                query, place.angles(), condition, Attention.Mixing.masked(place.mask())));
    Tensor input = modulated(x, rows.get(3), rows.get(4)).named(stage + ".ffn.in");
    Tensor mixed = feedForward.forward(input, place.rows(), place.columns());
    return x.plus(kept(rows.get(5).times(mixed), 1, place)).named(stage + ".out");
  }

  /** Leaves a gated branch out for some samples in training (§4.1, {@code drop_path}). */
  private Tensor kept(Tensor branch, int which, Place place) {
    Tensor paths = place.paths();
    if (paths == null) {
      return branch;
    }
    return branch.times(paths.narrow(1, 2L * index + which, 1).unsqueeze(-1));
  }

  private Tensor modulated(Tensor x, Tensor shift, Tensor scale) {
    return norm.forward(x).times(scale.plus(1)).plus(shift);
  }

  /**
   * What is the same for all blocks.
   *
   * @param rows of the token grid
   * @param columns of the token grid
   * @param mask added to cross-attention logits; null if all condition rows are real
   * @param angles of the latent tokens; null if nothing is turned
   * @param paths factors of the gated branches of all blocks; null if all count
   */
  record Place(
      Dim rows,
      Dim columns,
      @Nullable Tensor mask,
      @Nullable Angles angles,
      @Nullable Tensor paths) {}
}
