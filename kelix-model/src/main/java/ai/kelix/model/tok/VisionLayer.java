package ai.kelix.model.tok;

import ai.kelix.model.layers.Activations;
import ai.kelix.model.layers.LayerNorm;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.model.layers.Rotation;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import org.jspecify.annotations.Nullable;

/** One pre-norm layer of the vision tower (kelix-ar §5.4). */
final class VisionLayer {
  private final VisionConfig config;
  private final String stage;
  private final LayerNorm attentionNorm;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;
  private final @Nullable RmsNorm queryNorm;
  private final @Nullable RmsNorm keyNorm;
  private final LayerNorm mlpNorm;
  private final Linear first;
  private final Linear second;

  VisionLayer(Parameters p, VisionConfig config, int index) {
    int c = config.width();
    this.config = config;
    this.stage = "vit.l" + index + ".";
    this.attentionNorm = LayerNorm.of(p.at("sa_norm"), c, config.layerNormEps());
    this.query = Linear.withBias(p.at("attn.q_proj"), c, c);
    this.key = Linear.withBias(p.at("attn.k_proj"), c, c);
    this.value = Linear.withBias(p.at("attn.v_proj"), c, c);
    this.output = Linear.withBias(p.at("attn.output_proj"), c, c);
    this.queryNorm = qkNorm(p.at("attn.q_norm"), config);
    this.keyNorm = qkNorm(p.at("attn.k_norm"), config);
    this.mlpNorm = LayerNorm.of(p.at("mlp_norm"), c, config.layerNormEps());
    this.first = Linear.withBias(p.at("mlp.w1"), c, config.intermediate());
    this.second = Linear.withBias(p.at("mlp.w2"), config.intermediate(), c);
  }

  private static @Nullable RmsNorm qkNorm(Parameters p, VisionConfig config) {
    return config.qkNorm() ? RmsNorm.of(p, "scale", config.headDim(), config.qkNormEps()) : null;
  }

  /** Maps {@code [B, P, C]} to the same shape. */
  Tensor forward(Tensor xBPC, Rotation rotation) {
    Tensor x = xBPC.plus(attend(attentionNorm.apply(xBPC), rotation));
    Tensor hidden = Activations.apply(config.activation(), first.apply(mlpNorm.apply(x)));
    return x.plus(second.apply(hidden));
  }

  private Tensor attend(Tensor xBPC, Rotation rotation) {
    Tensor q = heads(query.apply(xBPC)).named(stage + "q_pre_rope");
    Tensor k = heads(key.apply(xBPC));
    Tensor v = heads(value.apply(xBPC)).transpose(1, 2);
    Tensor rotatedQ = rotated(q, rotation, queryNorm, "q_post_rope").transpose(1, 2);
    Tensor rotatedK = rotated(k, rotation, keyNorm, "k_post_rope").transpose(1, 2);
    double scale = 1 / Math.sqrt(config.headDim());
    Tensor mixedBhPe = rotatedQ.attention(rotatedK, v, null, false, scale);
    Tensor mixedBPC = mixedBhPe.transpose(1, 2).reshape(xBPC.shape());
    return output.apply(mixedBPC).named(stage + "attn_out");
  }

  private Tensor heads(Tensor xBPC) {
    Dim heads = Dim.of(config.heads());
    return xBPC.reshape(xBPC.dim(0), xBPC.dim(1), heads, Dim.of(config.headDim()));
  }

  /** The optional norm comes after the rotation here, unlike in the backbone (kelix-ar §2.3). */
  private Tensor rotated(Tensor xBPhe, Rotation rotation, @Nullable RmsNorm norm, String name) {
    Tensor turned = rotation.apply(xBPhe).named(stage + name);
    return norm == null ? turned : norm.apply(turned);
  }
}
