package ai.kelix.model.dit;

import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.RmsNorm;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;

/** From the language model's hidden states to caption space (kelix-dit §6.1). */
public final class Connector {
  private static final double NORM_EPS = 1e-5;

  private final Linear first;
  private final Linear second;
  private final RmsNorm norm;

  /**
   * Reads the weights.
   *
   * @param p at {@code diffusion_connector}
   */
  public Connector(Parameters p, DitConfig config) {
    int out = config.captionChannels();
    this.first = Linear.withBias(p.at("0"), config.connectorChannels(), out);
    this.second = Linear.withBias(p.at("2"), out, out);
    this.norm = RmsNorm.of(p.at("3"), "weight", out, NORM_EPS);
  }

  /** Maps {@code [B, L, language width]} to {@code [B, L, caption channels]}. */
  public Tensor forward(Tensor hidden) {
    return norm.apply(second.apply(first.apply(hidden).geluTanh())).named("connector");
  }
}
