package ai.kelix.model.tok;

import ai.kelix.tensor.Tensor;
import java.util.Optional;

/**
 * What a quantiser makes of features in training (kelix-training §2.2, §2.7).
 *
 * @param indices chosen codes, {@code [T, slots]}
 * @param passed codes through which gradients pass straight to the features
 * @param embedding up-projected and fused, {@code [T, output width]}
 * @param codebook what pulls codes to features; empty without codes that learn
 * @param commitment what pulls features to codes; empty without codes that learn
 */
public record Quantized(
    Tensor indices,
    Tensor passed,
    Tensor embedding,
    Optional<Pair> codebook,
    Optional<Pair> commitment) {

  /**
   * Features and the codes to which their distance counts.
   *
   * @param features {@code [n, T, d]}, or one for all with n = 1
   * @param codes {@code [n, T, d]}
   */
  public record Pair(Tensor features, Tensor codes) {}
}
