package ai.kelix.model.dit;

import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** From caption space to the source of all cross-attention keys and values (kelix-dit §6.2). */
final class CaptionEmbedding {
  private final Linear first;
  private final Linear second;
  private final @Nullable RmsNorm norm;

  CaptionEmbedding(Parameters p, DitConfig config) {
    int d = config.width();
    this.first = Linear.withBias(p.at("y_embedder.y_proj.fc1"), config.captionChannels(), d);
    this.second = Linear.withBias(p.at("y_embedder.y_proj.fc2"), d, d);
    this.norm =
        config.captionNorm() ? RmsNorm.of(p, "attention_y_norm.weight", d, config.normEps()) : null;
  }

  /** Maps {@code [B, L, caption channels]} to {@code [B, L, D]}. */
  Tensor forward(Tensor caption) {
    Tensor y = second.apply(first.apply(caption).geluTanh()).named("y_proj");
    return norm == null ? y : norm.apply(y).named("y_norm");
  }
}
