package ai.kelix.tensor.op;

import ai.kelix.tensor.type.TensorType;
import java.util.List;

/** Normalisations over the innermost axis; statistics are accumulated in float32 or better. */
public sealed interface Normalization extends Op {

  /**
   * A case for each of these operations.
   *
   * @param <A> what a case is given besides
   * @param <R> what it results in
   */
  interface Cases<A, R> {
    /** Takes {@link RmsNorm}. */
    R rmsNorm(RmsNorm op, A argument);

    /** Takes {@link LayerNorm}. */
    R layerNorm(LayerNorm op, A argument);
  }

  /** Returns what the case for this operation results in. */
  <A, R> R accept(Cases<A, R> cases, A argument);

  @Override
  default <A, R> R accept(Op.Cases<A, R> cases, A argument) {
    return cases.normalization(this, argument);
  }

  /**
   * Operands: floating-point numbers, then the weight {@code [width]} where there is one. {@code x
   * / sqrt(mean(x²) + eps) · weight}.
   *
   * @param eps added to the mean square
   * @param weighted whether there is a weight
   */
  record RmsNorm(double eps, boolean weighted) implements Normalization {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      return normalized(Rule.of(this, inputs, weighted ? 2 : 1));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.rmsNorm(this, argument);
    }

    @Override
    public String label() {
      return "rmsNorm";
    }
  }

  /**
   * Operands: floating-point numbers, then weight and bias {@code [width]} where there are any.
   * {@code (x − mean) / sqrt(variance + eps) · weight + bias} with the biased variance.
   *
   * @param eps added to the variance
   * @param weighted whether there is a weight
   * @param biased whether there is a bias
   */
  record LayerNorm(double eps, boolean weighted, boolean biased) implements Normalization {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
      return normalized(Rule.of(this, inputs, 1 + (weighted ? 1 : 0) + (biased ? 1 : 0)));
    }

    @Override
    public <A, R> R accept(Cases<A, R> cases, A argument) {
      return cases.layerNorm(this, argument);
    }

    @Override
    public String label() {
      return "layerNorm";
    }
  }

  private static List<TensorType> normalized(Rule rule) {
    rule.floating(0).atLeastRank(0, 1);
    for (int i = 1; i < rule.inputs().size(); i++) {
      rule.sameType(0, i).rank(i, 1).equal(rule.in(i).dim(0), rule.in(0).dim(-1), "the width");
    }
    return rule.same();
  }
}
