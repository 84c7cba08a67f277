package ai.kelix.model.llm;

import ai.kelix.model.layers.GatedMlp;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.model.layers.Rotation;
import ai.kelix.tensor.KeyValueCache;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import org.jspecify.annotations.Nullable;

/** One Qwen3 layer (kelix-ar §8.1–8.2): norm on each head's query and key, then rotation. */
final class BackboneLayer {
  private final BackboneConfig config;
  private final String stage;
  private final RmsNorm attentionNorm;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;
  private final @Nullable RmsNorm queryNorm;
  private final @Nullable RmsNorm keyNorm;
  private final RmsNorm mlpNorm;
  private final GatedMlp mlp;

  BackboneLayer(Parameters p, BackboneConfig config, int index) {
    int d = config.width();
    long queries = (long) config.heads() * config.headDim();
    long keys = (long) config.keyValueHeads() * config.headDim();
    this.config = config;
    this.stage = "tf.l" + index + ".";
    this.attentionNorm = RmsNorm.of(p.at("sa_norm"), "scale", d, config.normEps());
    this.query = projection(p.at("attn.q_proj"), config.qBias(), d, queries);
    this.key = projection(p.at("attn.k_proj"), config.kBias(), d, keys);
    this.value = projection(p.at("attn.v_proj"), config.vBias(), d, keys);
    this.output = Linear.withoutBias(p.at("attn.output_proj"), queries, d);
    this.queryNorm = headNorm(p.at("attn.q_norm"), config.qNorm(), config);
    this.keyNorm = headNorm(p.at("attn.k_norm"), config.kNorm(), config);
    this.mlpNorm = RmsNorm.of(p.at("mlp_norm"), "scale", d, config.normEps());
    this.mlp = new GatedMlp(p.at("mlp"), d, config.intermediate());
  }

  private static Linear projection(Parameters p, boolean bias, long in, long out) {
    return bias ? Linear.withBias(p, in, out) : Linear.withoutBias(p, in, out);
  }

  private static @Nullable RmsNorm headNorm(Parameters p, boolean used, BackboneConfig config) {
    return used ? RmsNorm.of(p, "scale", config.headDim(), config.normEps()) : null;
  }

  /**
   * Maps {@code [B, L, D]} to the same shape.
   *
   * @param cache appended to, B = 1; null for plain causal attention within the input
   */
  Tensor forward(Tensor xBLD, Rotation rotation, @Nullable KeyValueCache cache) {
    Tensor x = xBLD.plus(attend(attentionNorm.apply(xBLD), rotation, cache));
    return x.plus(mlp.apply(mlpNorm.apply(x)));
  }

  private Tensor attend(Tensor xBLD, Rotation rotation, @Nullable KeyValueCache cache) {
    Tensor q =
        normed(heads(query.apply(xBLD), config.heads()), queryNorm).named(stage + "q_normed");
    Tensor k = normed(heads(key.apply(xBLD), config.keyValueHeads()), keyNorm);
    Tensor v = heads(value.apply(xBLD), config.keyValueHeads()).transpose(1, 2);
    Tensor turnedQ = rotation.apply(q).named(stage + "q_post_rope").transpose(1, 2);
    Tensor turnedK = rotation.apply(k).named(stage + "k_post_rope").transpose(1, 2);
    double scale = 1 / Math.sqrt(config.headDim());
    Tensor mixedBhLe =
        cache == null
            ? turnedQ.attention(turnedK, v, null, true, scale)
            : turnedQ.cachedAttention(turnedK, v, cache, scale);
    Dim width = Dim.of((long) config.heads() * config.headDim());
    Tensor mixed = mixedBhLe.transpose(1, 2).reshape(xBLD.dim(0), xBLD.dim(1), width);
    return output.apply(mixed).named(stage + "attn_out");
  }

  private static Tensor normed(Tensor x, @Nullable RmsNorm norm) {
    return norm == null ? x : norm.apply(x);
  }

  private Tensor heads(Tensor x, int count) {
    return x.reshape(x.dim(0), x.dim(1), Dim.of(count), Dim.of(config.headDim()));
  }
}
