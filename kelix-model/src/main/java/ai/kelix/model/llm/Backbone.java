package ai.kelix.model.llm;

import ai.kelix.model.layers.Attention;
import ai.kelix.model.layers.Attention.Mixing;
import ai.kelix.model.layers.Attention.Stage;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.model.layers.RotaryEmbedding;
import ai.kelix.model.layers.RotaryEmbedding.Angles;
import ai.kelix.model.layers.SwiGlu;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The Qwen3 stack up to the un-normalised hidden states (kelix-ar §8). */
final class Backbone {
  private final RotaryEmbedding rotary;
  private final List<Layer> layers = new ArrayList<>();

  Backbone(Parameters p, BackboneConfig config) {
    this.rotary = RotaryEmbedding.ofSequence(config.headDim(), config.ropeBase());
    for (int i = 0; i < config.layers(); i++) {
      layers.add(new Layer(p.at("layers." + i), config, i));
    }
  }

  /** Whole sequences from position 0, causal: {@code [B, L, D]} to hidden states of that shape. */
  Tensor forward(Tensor xBLD) {
    Tensor positionsL = xBLD.make().range(xBLD.dim(1));
    return forward(xBLD, positionsL, layer -> Mixing.CAUSAL);
  }

  /**
   * The next blocks of sequences that may be of different lengths.
   *
   * @param xBLD the blocks
   * @param caches one for each layer, all with the same lengths {@code [B]}
   */
  Tensor forward(Tensor xBLD, List<KeyValueCache> caches) {
    Tensor past = caches.get(0).length().unsqueeze(-1);
    Tensor positionsBL = xBLD.make().range(xBLD.dim(1)).plus(past);
    return forward(xBLD, positionsBL, layer -> Mixing.cached(caches.get(layer)));
  }

  private Tensor forward(Tensor xBLD, Tensor positions, IntFunction<Mixing> mixing) {
    Angles angles = rotary.forward(positions.unsqueeze(-1), xBLD.dtype());
    Tensor x = xBLD;
    for (int i = 0; i < layers.size(); i++) {
      x = layers.get(i).forward(x, angles, mixing.apply(i)).named("tf.layer" + i + "_out");
    }
    return x;
  }

  /** One Qwen3 layer (kelix-ar §8.1–8.2): norm on each head's query and key, then rotation. */
  private static final class Layer {
    private static final Map<Stage, String> STAGES =
        Map.of(
            Stage.QUERY_SPLIT, "q_normed",
            Stage.QUERY_TURNED, "q_post_rope",
            Stage.KEY_TURNED, "k_post_rope",
            Stage.OUTPUT, "attn_out");

    private final RmsNorm attentionNorm;
    private final Attention attention;
    private final RmsNorm mlpNorm;
    private final SwiGlu mlp;

    Layer(Parameters p, BackboneConfig c, int index) {
      this.attentionNorm = RmsNorm.of(p.at("sa_norm"), "scale", c.width(), c.normEps());
      this.attention =
          new Attention(
              new Attention.Heads(c.heads(), c.keyValueHeads(), c.headDim()),
              projections(p.at("attn"), c),
              new Attention.Norms(
                  Attention.Place.BEFORE_ROTATION,
                  headNorm(p.at("attn.q_norm"), c.qNorm(), c),
                  headNorm(p.at("attn.k_norm"), c.kNorm(), c)),
              new Attention.Stages("tf.l" + index + ".", STAGES));
      this.mlpNorm = RmsNorm.of(p.at("mlp_norm"), "scale", c.width(), c.normEps());
      this.mlp = new SwiGlu(p.at("mlp"), c.width(), c.intermediate());
    }

    private static Attention.Projections projections(Parameters p, BackboneConfig c) {
      int d = c.width();
      long queries = (long) c.heads() * c.headDim();
      long keys = (long) c.keyValueHeads() * c.headDim();
      return new Attention.Projections(
          Linear.of(p.at("q_proj"), d, queries, c.qBias(), FirstValues.XAVIER),
          Linear.of(p.at("k_proj"), d, keys, c.kBias(), FirstValues.XAVIER),
          Linear.of(p.at("v_proj"), d, keys, c.vBias(), FirstValues.XAVIER),
          Linear.of(p.at("output_proj"), queries, d, false, FirstValues.RESIDUAL));
    }

    private static @Nullable RmsNorm headNorm(Parameters p, boolean used, BackboneConfig c) {
      return used ? RmsNorm.of(p, "scale", c.headDim(), c.normEps()) : null;
    }

    /** Maps {@code [B, L, D]} to the same shape. */
    Tensor forward(Tensor xBLD, Angles angles, Mixing mixing) {
      Tensor x = xBLD.plus(attention.forward(attentionNorm.forward(xBLD), angles, mixing));
      return x.plus(mlp.forward(mlpNorm.forward(x)));
    }
  }
}
