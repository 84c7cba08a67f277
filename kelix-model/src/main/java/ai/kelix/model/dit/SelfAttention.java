package ai.kelix.model.dit;

import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.LinearAttention;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import java.util.function.UnaryOperator;

/** Self-attention over latent tokens, linear in the release (kelix-dit §7.2, §7.7). */
final class SelfAttention {
  private static final double EPS = 1e-8;
  private static final double NORM_EPS = 1e-5;

  private final DitConfig config;
  private final boolean linear;
  private final String stage;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final UnaryOperator<Tensor> queryNorm;
  private final UnaryOperator<Tensor> keyNorm;
  private final Linear output;

  SelfAttention(Parameters p, DitConfig config, String stage) {
    int d = config.width();
    this.config = config;
    this.linear = config.attention() == DitConfig.Attention.LINEAR;
    this.stage = stage;
    this.query = projection(p.at("to_q"), d);
    this.key = projection(p.at("to_k"), d);
    this.value = projection(p.at("to_v"), d);
    this.queryNorm = norm(p.at("q_norm"));
    this.keyNorm = norm(p.at("k_norm"));
    this.output = Linear.withBias(p.at("proj"), d, d);
  }

  private Linear projection(Parameters p, int d) {
    return linear ? Linear.withoutBias(p, d, d) : Linear.withBias(p, d, d);
  }

  /** Over all channels, before the split into heads. */
  private UnaryOperator<Tensor> norm(Parameters p) {
    if (!config.qkNorm()) {
      return UnaryOperator.identity();
    }
    return linear
        ? RmsNorm.of(p, "weight", config.width(), NORM_EPS)::apply
        : LayerNorm.of(p, config.width(), NORM_EPS)::apply;
  }

  /** Maps {@code [B, N, D]} to the same shape. */
  Tensor forward(Tensor x) {
    x.named(stage + ".in");
    Tensor q = queryNorm.apply(query.apply(x).named(stage + ".to_q"));
    Tensor k = keyNorm.apply(key.apply(x).named(stage + ".to_k"));
    Tensor v = value.apply(x).named(stage + ".to_v");
    if (config.qkNorm()) {
      q = q.named(stage + ".q_norm");
      k = k.named(stage + ".k_norm");
    }
    Tensor mixed = linear ? mixLinearly(q, k, v) : mixBySoftmax(q, k, v);
    return output.apply(mixed.named(stage + ".pre_proj")).named(stage + ".out");
  }

  private Tensor mixLinearly(Tensor q, Tensor k, Tensor v) {
    Tensor mixed = LinearAttention.mix(columns(q), columns(k), columns(v), EPS);
    return mixed.reshape(q.dim(0), q.dim(2), q.dim(1)).transpose(1, 2);
  }

  /** {@code [B, N, D]} to {@code [B, heads, width, N]}. */
  private Tensor columns(Tensor x) {
    Dim heads = Dim.of(config.selfHeads());
    Dim headDim = Dim.of(config.width() / config.selfHeads());
    return x.transpose(1, 2).reshape(x.dim(0), heads, headDim, x.dim(1));
  }

  private Tensor mixBySoftmax(Tensor q, Tensor k, Tensor v) {
    double scale = 1 / Math.sqrt((double) config.width() / config.selfHeads());
    Tensor mixed = rows(q).attention(rows(k), rows(v), null, false, scale);
    return mixed.transpose(1, 2).reshape(q.shape());
  }

  private Tensor rows(Tensor x) {
    Dim heads = Dim.of(config.selfHeads());
    Dim headDim = Dim.of(config.width() / config.selfHeads());
    return x.reshape(x.dim(0), x.dim(1), heads, headDim).transpose(1, 2);
  }
}
