package ai.kelix.model.dit;

import ai.kelix.model.layers.Activation;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.Mlp;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** From caption space to the source of all cross-attention keys and values (kelix-dit §6.2). */
final class CaptionEmbedding {
  private static final FirstValues FIRST = FirstValues.normal(0.02);

  private final Mlp projection;
  private final @Nullable RmsNorm norm;

  CaptionEmbedding(Parameters p, DitConfig config) {
    int d = config.width();
    Parameters own = p.at("y_embedder.y_proj");
    this.projection =
        new Mlp(
            Linear.of(own.at("fc1"), config.captionChannels(), d, true, FIRST),
            Activation.GELU_TANH,
            Linear.of(own.at("fc2"), d, d, true, FIRST));
    this.norm =
        config.captionNorm() ? RmsNorm.of(p, "attention_y_norm.weight", d, config.normEps()) : null;
  }

  /** Maps {@code [B, L, caption channels]} to {@code [B, L, D]}. */
  Tensor forward(Tensor caption) {
    Tensor y = projection.forward(caption).named("y_proj");
    return norm == null ? y : norm.forward(y).named("y_norm");
  }
}
