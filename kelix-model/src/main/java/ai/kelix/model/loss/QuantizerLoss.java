package ai.kelix.model.loss;

import ai.kelix.model.tok.QuantizationError;
import ai.kelix.model.tok.Quantized;
import ai.kelix.tensor.Tensor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What pulls codes to features and features to codes (kelix-training §2.3).
 *
 * @param codebookWeight of the mean codebook loss
 * @param commitmentWeight β, of the mean commitment loss
 * @param maskLastRow whether the last row does not count but is counted, as in the reference
 *     (§2.3.3)
 * @param stop returns the same values without gradients, such as {@code scope::detached}; the
 *     identity where nothing is differentiated
 */
public record QuantizerLoss(
    double codebookWeight,
    double commitmentWeight,
    boolean maskLastRow,
    UnaryOperator<Tensor> stop) {
  /** The reference's weight of the codebook loss. */
  public static final double CODEBOOK_WEIGHT = 1;

  /** The reference's β. */
  public static final double COMMITMENT_WEIGHT = 0.25;

  /**
   * Both losses of each subspace or level.
   *
   * @param codebook {@code [n]}, by which codes learn
   * @param commitment {@code [n]}, by which features learn
   */
  public record Terms(Tensor codebook, Tensor commitment) {}

  /** Computes both losses; empty for a quantiser without codes that learn. */
  public Optional<Terms> terms(Quantized quantized) {
    return quantized
        .codebook()
        .flatMap(
            pulled ->
                quantized
                    .commitment()
                    .map(
                        pulling ->
                            new Terms(
                                distances(stop.apply(pulled.features()), pulled.codes()),
                                distances(pulling.features(), stop.apply(pulling.codes())))));
  }

  /** Returns the weighted sum of the means of both losses, a scalar. */
  public Tensor total(Terms terms) {
    Tensor codebook = terms.codebook().mean(0, false).times(codebookWeight);
    return codebook.plus(terms.commitment().mean(0, false).times(commitmentWeight));
  }

  private Tensor distances(Tensor features, Tensor codes) {
    return QuantizationError.of(features, codes, maskLastRow);
  }
}
