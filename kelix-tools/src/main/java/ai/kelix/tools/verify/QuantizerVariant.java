package ai.kelix.tools.verify;

import ai.kelix.model.tok.Quantized;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A quantiser that was recorded.
 *
 * @param group of its recordings, such as {@code pq}
 * @param names of its weights
 * @param network quantises and names what was recorded on the way
 * @param maskLastRow whether the last row does not count
 */
record QuantizerVariant(String group, QuantizerNames names, Network network, boolean maskLastRow) {

  /** Quantises features. */
  @FunctionalInterface
  interface Network {
    Stages quantize(Parameters parameters, Tensor features, UnaryOperator<Tensor> stop);
  }

  /**
   * What comes out.
   *
   * @param quantized for the losses
   * @param recorded stages by the name of their recording
   */
  record Stages(Quantized quantized, Map<String, Tensor> recorded) {}
}
