package ai.kelix.model.dit;

import ai.kelix.model.layers.Attention;
import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.Norm;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.tensor.Parameters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two attentions of a block: which parts they have and how their weights are called. */
final class DitAttention {
  private static final double NORM_EPS = 1e-5;

  private static final Map<Attention.Stage, String> SELF =
      Map.of(
          Attention.Stage.QUERY, "to_q",
          Attention.Stage.KEY, "to_k",
          Attention.Stage.VALUE, "to_v",
          Attention.Stage.QUERY_NORMED, "q_norm",
          Attention.Stage.KEY_NORMED, "k_norm",
          Attention.Stage.MIXED, "pre_proj",
          Attention.Stage.OUTPUT, "out");

  private static final Map<Attention.Stage, String> CROSS =
      Map.of(
          Attention.Stage.QUERY, "q",
          Attention.Stage.KEY, "k",
          Attention.Stage.VALUE, "v",
          Attention.Stage.QUERY_NORMED, "q_norm",
          Attention.Stage.KEY_NORMED, "k_norm",
          Attention.Stage.QUERY_TURNED, "q_rope",
          Attention.Stage.KEY_TURNED, "k_rope",
          Attention.Stage.MIXED, "pre_proj",
          Attention.Stage.OUTPUT, "out");

  private DitAttention() {}

  /** Among latent tokens, linear in the release (kelix-dit §7.2, §7.7). */
  static Attention ofTokens(Parameters p, DitConfig config, String stage) {
    int d = config.width();
    boolean biased = !isLinear(config);
    return new Attention(
        Attention.Heads.equal(config.selfHeads(), d / config.selfHeads()),
        new Attention.Projections(
            projection(p.at("to_q"), d, biased),
            projection(p.at("to_k"), d, biased),
            projection(p.at("to_v"), d, biased),
            Linear.withBias(p.at("proj"), d, d)),
        new Attention.Norms(
            Attention.Place.ACROSS_HEADS,
            tokenNorm(p.at("q_norm"), config),
            tokenNorm(p.at("k_norm"), config)),
        new Attention.Stages(stage + ".", SELF));
  }

  /** How tokens see each other. */
  static Attention.Mixing mixing(DitConfig config) {
    return isLinear(config) ? Attention.Mixing.linear(1e-8) : Attention.Mixing.ALL;
  }

  private static boolean isLinear(DitConfig config) {
    return config.attention() == DitConfig.Attention.LINEAR;
  }

  private static Linear projection(Parameters p, int d, boolean biased) {
    return biased ? Linear.withBias(p, d, d) : Linear.withoutBias(p, d, d);
  }

  private static @Nullable Norm tokenNorm(Parameters p, DitConfig config) {
    if (!config.qkNorm()) {
      return null;
    }
    return isLinear(config)
        ? RmsNorm.of(p, "weight", config.width(), NORM_EPS)
        : LayerNorm.of(p, config.width(), NORM_EPS);
  }

  /** From latent tokens to condition rows (kelix-dit §7.3). */
  static Attention ofCondition(Parameters p, DitConfig config, String stage) {
    int d = config.width();
    return new Attention(
        Attention.Heads.equal(config.crossHeads(), config.crossHeadDim()),
        new Attention.Projections(
            Linear.withBias(p.at("q_linear"), d, d),
            Linear.withBias(p.at("to_k"), d, d),
            Linear.withBias(p.at("to_v"), d, d),
            Linear.withBias(p.at("proj"), d, d)),
        new Attention.Norms(
            Attention.Place.ACROSS_HEADS,
            rowNorm(p.at("q_norm"), config),
            rowNorm(p.at("k_norm"), config)),
        new Attention.Stages(stage + ".", CROSS));
  }

  private static @Nullable Norm rowNorm(Parameters p, DitConfig config) {
    return config.crossNorm() ? RmsNorm.of(p, "weight", config.width(), NORM_EPS) : null;
  }
}
