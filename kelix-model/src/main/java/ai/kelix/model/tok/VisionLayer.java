package ai.kelix.model.tok;

import ai.kelix.model.layers.Attention;
import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.Mlp;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.model.layers.RotaryEmbedding.Angles;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pre-norm layer of the vision tower (kelix-ar §5.4). The optional norm of queries and keys
 * comes after the rotation here, unlike in the backbone (kelix-ar §2.3).
 */
final class VisionLayer {
  private static final Map<Attention.Stage, String> STAGES =
      Map.of(
          Attention.Stage.QUERY_SPLIT, "q_pre_rope",
          Attention.Stage.QUERY_TURNED, "q_post_rope",
          Attention.Stage.KEY_TURNED, "k_post_rope",
          Attention.Stage.OUTPUT, "attn_out");

  private final LayerNorm attentionNorm;
  private final Attention attention;
  private final LayerNorm mlpNorm;
  private final Mlp mlp;

  VisionLayer(Parameters p, VisionConfig config, int index) {
    int c = config.width();
    Parameters own = p.at("attn");
    this.attentionNorm = LayerNorm.of(p.at("sa_norm"), c, config.layerNormEps());
    this.attention =
        new Attention(
            Attention.Heads.equal(config.heads(), config.headDim()),
            new Attention.Projections(
                Linear.withBias(own.at("q_proj"), c, c),
                Linear.withBias(own.at("k_proj"), c, c),
                Linear.withBias(own.at("v_proj"), c, c),
                Linear.of(own.at("output_proj"), c, c, true, FirstValues.RESIDUAL)),
            new Attention.Norms(
                Attention.Place.AFTER_ROTATION,
                headNorm(own.at("q_norm"), config),
                headNorm(own.at("k_norm"), config)),
            new Attention.Stages("vit.l" + index + ".", STAGES));
    this.mlpNorm = LayerNorm.of(p.at("mlp_norm"), c, config.layerNormEps());
    this.mlp =
        new Mlp(
            Linear.withBias(p.at("mlp.w1"), c, config.intermediate()),
            config.activation(),
            Linear.of(p.at("mlp.w2"), config.intermediate(), c, true, FirstValues.RESIDUAL));
  }

  private static @Nullable RmsNorm headNorm(Parameters p, VisionConfig config) {
    return config.qkNorm() ? RmsNorm.of(p, "scale", config.headDim(), config.qkNormEps()) : null;
  }

  /** Maps {@code [B, P, C]} to the same shape. */
  Tensor forward(Tensor xBPC, Angles angles) {
    Tensor y = attentionNorm.forward(xBPC);
    Tensor x = xBPC.plus(attention.forward(y, angles, Attention.Mixing.ALL));
    return x.plus(mlp.forward(mlpNorm.forward(x)));
  }
}
