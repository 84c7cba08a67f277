package ai.kelix.model.tok;

import ai.kelix.tensor.Tensor;
import java.util.function.UnaryOperator;

/** One way to turn features into codes, as training sees it (kelix-training §2.7). */
@FunctionalInterface
public interface Quantizer {

  /**
   * Quantises features.
   *
   * @param features {@code [T, input width]}
   * @param stop returns the same values without gradients, such as {@code scope::detached}; the
   *     identity where nothing is differentiated
   */
  Quantized quantize(Tensor features, UnaryOperator<Tensor> stop);

  /** Returns the codes with the gradients of the features (kelix-training §2.2.2). */
  static Tensor passedStraight(Tensor features, Tensor codes, UnaryOperator<Tensor> stop) {
    return features.plus(stop.apply(codes.minus(features)));
  }
}
