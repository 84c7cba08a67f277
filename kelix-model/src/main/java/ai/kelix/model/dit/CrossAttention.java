package ai.kelix.model.dit;

import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.model.layers.Rotation;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import org.jspecify.annotations.Nullable;

/** Softmax attention from latent tokens to condition rows (kelix-dit §7.3). */
final class CrossAttention {
  private static final double NORM_EPS = 1e-5;

  private final DitConfig config;
  private final String stage;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final @Nullable RmsNorm queryNorm;
  private final @Nullable RmsNorm keyNorm;
  private final Linear output;

  CrossAttention(Parameters p, DitConfig config, String stage) {
    int d = config.width();
    this.config = config;
    this.stage = stage;
    this.query = Linear.withBias(p.at("q_linear"), d, d);
    this.key = Linear.withBias(p.at("to_k"), d, d);
    this.value = Linear.withBias(p.at("to_v"), d, d);
    this.queryNorm = config.crossNorm() ? RmsNorm.of(p.at("q_norm"), "weight", d, NORM_EPS) : null;
    this.keyNorm = config.crossNorm() ? RmsNorm.of(p.at("k_norm"), "weight", d, NORM_EPS) : null;
    this.output = Linear.withBias(p.at("proj"), d, d);
  }

  /**
   * Keys and values of a condition: the same for every step of the sampler.
   *
   * @param y {@code [B, L, D]}
   * @param rotation of the condition rows; null for none
   */
  Memory memory(Tensor y, @Nullable Rotation rotation) {
    Tensor k = key.apply(y).named(stage + ".k");
    Tensor v = value.apply(y).named(stage + ".v");
    if (keyNorm != null) {
      k = keyNorm.apply(k).named(stage + ".k_norm");
    }
    return new Memory(turned(k, rotation, ".k_rope"), heads(v).transpose(1, 2));
  }

  /**
   * Attends.
   *
   * @param x {@code [B, N, D]}
   * @param mask added to the logits, {@code [B, 1, 1, L]}; null if all rows are real
   * @param rotation of the latent tokens; null for none
   */
  Tensor forward(Tensor x, Memory memory, @Nullable Tensor mask, @Nullable Rotation rotation) {
    Tensor q = query.apply(x).named(stage + ".q");
    if (queryNorm != null) {
      q = queryNorm.apply(q).named(stage + ".q_norm");
    }
    double scale = 1 / Math.sqrt((double) config.crossHeadDim());
    Tensor mixed =
        turned(q, rotation, ".q_rope")
            .attention(memory.keys(), memory.values(), mask, false, scale);
    Tensor joined = mixed.transpose(1, 2).reshape(x.shape()).named(stage + ".pre_proj");
    return output.apply(joined).named(stage + ".out");
  }

  /** Behind the norm and before the logits (§7.4). */
  private Tensor turned(Tensor x, @Nullable Rotation rotation, String name) {
    Tensor heads = heads(x);
    Tensor turned = rotation == null ? heads : rotation.apply(heads).named(stage + name);
    return turned.transpose(1, 2);
  }

  private Tensor heads(Tensor x) {
    Dim heads = Dim.of(config.crossHeads());
    return x.reshape(x.dim(0), x.dim(1), heads, Dim.of(config.crossHeadDim()));
  }

  /**
   * A condition as one block sees it.
   *
   * @param keys {@code [B, heads, L, head width]}
   * @param values same shape
   */
  record Memory(Tensor keys, Tensor values) {}
}
