package ai.kelix.model.dit;

import ai.kelix.model.layers.Activation;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.Mlp;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;

/** From the language model's hidden states to caption space (kelix-dit §6.1). */
final class Connector {
  private static final double NORM_EPS = 1e-5;

  private final Mlp mlp;
  private final RmsNorm norm;

  Connector(Parameters p, DitConfig config) {
    int out = config.captionChannels();
    this.mlp =
        new Mlp(
            Linear.withBias(p.at("0"), config.connectorChannels(), out),
            Activation.GELU_TANH,
            Linear.withBias(p.at("2"), out, out));
    this.norm = RmsNorm.of(p.at("3"), "weight", out, NORM_EPS);
  }

  /** Maps {@code [B, L, language width]} to {@code [B, L, caption channels]}. */
  Tensor forward(Tensor hidden) {
    return norm.forward(mlp.forward(hidden)).named("connector");
  }
}
