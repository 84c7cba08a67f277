package ai.kelix.model.llm;

import ai.kelix.model.layers.RmsNorm;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;

/** Final norm and output rows (kelix-ar §9.3). */
public final class LanguageHead {
  private final RmsNorm norm;
  private final Tensor outputVSxD;

  /**
   * Reads the weights.
   *
   * @param p at {@code model.model}
   */
  public LanguageHead(Parameters p, BackboneConfig config) {
    this.norm = RmsNorm.of(p.at("norm"), "scale", config.width(), config.normEps());
    this.outputVSxD = p.get("output.weight", config.tableRows(), config.width());
  }

  /** Normalises {@code [..., D]} outputs of the block decoder. */
  public Tensor normed(Tensor x) {
    return norm.apply(x);
  }

  /** Scores all ids: normalised {@code [..., D]} to {@code [..., V+S]}. */
  public Tensor logits(Tensor normed) {
    return normed.linear(outputVSxD, null);
  }

  /** Scores the ids {@code first … first + count − 1} only. */
  public Tensor logits(Tensor normed, long first, long count) {
    return normed.linear(outputVSxD.narrow(0, first, count), null);
  }
}
