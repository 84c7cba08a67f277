package ai.kelix.model.llm;

import ai.kelix.model.layers.RmsNorm;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.DType;

/**
 * Final norm and output rows (kelix-ar §9.3). The product is of the type of the states, so that a
 * table of 16 bits is read once; what follows it goes on in the type asked for.
 */
final class LanguageHead {
  private final int rows;
  private final RmsNorm norm;
  private final Parameter outputVSxD;

  LanguageHead(Parameters p, BackboneConfig config) {
    this.rows = config.tableRows();
    this.norm = RmsNorm.of(p.at("norm"), "scale", config.width(), config.normEps());
    this.outputVSxD = p.get("output.weight", FirstValues.normal(0.02), rows, config.width());
  }

  /** Scores all ids: outputs of the block decoder {@code [..., D]} to {@code [..., V+S]}. */
  Tensor forward(Tensor states, DType dtype) {
    return forward(states, 0, rows, dtype);
  }

  /** Scores the ids {@code first … first + count − 1} only. */
  Tensor forward(Tensor states, long first, long count, DType dtype) {
    return logits(normed(states), first, count, dtype);
  }

  /** Normalises outputs of the block decoder {@code [..., D]}. */
  Tensor normed(Tensor states) {
    return norm.forward(states).named("tf.head.final_norm");
  }

  /** Scores the ids {@code first … first + count − 1} by normalised states {@code [..., D]}. */
  Tensor logits(Tensor normed, long first, long count, DType dtype) {
    Tensor table = normed.weight(outputVSxD);
    Tensor scored = count == rows ? table : table.narrow(0, first, count);
    return normed.linear(scored, null).to(dtype);
  }
}
