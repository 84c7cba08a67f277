package ai.kelix.model.llm;

import ai.kelix.model.layers.GatedMlp;
import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One layer of the block decoder (kelix-ar §9.1). */
final class BlockDecoderLayer {
  private static final double NORM_EPS = 1e-5;

  private final BlockDecoderConfig config;
  private final LayerNorm attentionNorm;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;
  private final LayerNorm mlpNorm;
  private final GatedMlp mlp;

  BlockDecoderLayer(Parameters p, BlockDecoderConfig config) {
    int d = config.width();
    this.config = config;
    this.attentionNorm = LayerNorm.of(p.at("sa_norm"), d, NORM_EPS);
    this.query = Linear.withBias(p.at("attn.q_proj"), d, d);
    this.key = Linear.withBias(p.at("attn.k_proj"), d, d);
    this.value = Linear.withBias(p.at("attn.v_proj"), d, d);
    this.output = Linear.withBias(p.at("attn.output_proj"), d, d);
    this.mlpNorm = LayerNorm.of(p.at("mlp_norm"), d, NORM_EPS);
    this.mlp = new GatedMlp(p.at("mlp"), d, config.feedForward());
  }

  /**
   * Maps {@code [B, L, d]} to the same shape.
   *
   * @param past keys and values of earlier slots to which the new ones are joined; null for a whole
   *     sequence
   */
  Step forward(Tensor xBLd, @Nullable Past past) {
    Tensor y = attentionNorm.apply(xBLd);
    Tensor q = heads(query.apply(y));
    Tensor k = heads(key.apply(y));
    Tensor v = heads(value.apply(y));
    double scale = 1 / Math.sqrt((double) config.width() / config.heads());
    boolean whole = past == null;
    if (past != null) {
      k = past.keys().concat(2, List.of(k));
      v = past.values().concat(2, List.of(v));
    }
    Tensor mixed = q.attention(k, v, null, whole, scale).transpose(1, 2).reshape(xBLd.shape());
    Tensor x = xBLd.plus(output.apply(mixed));
    return new Step(x.plus(mlp.apply(mlpNorm.apply(x))), new Past(k, v));
  }

  private Tensor heads(Tensor x) {
    Dim heads = Dim.of(config.heads());
    Dim width = Dim.of(config.width() / config.heads());
    return x.reshape(x.dim(0), x.dim(1), heads, width).transpose(1, 2);
  }

  /** Keys and values of slots already seen, {@code [B, heads, slots, width]}. */
  record Past(Tensor keys, Tensor values) {}

  /** A result with what later slots need. */
  record Step(Tensor output, Past past) {}
}
