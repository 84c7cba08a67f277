package ai.kelix.tools.codebook;

import ai.kelix.model.tok.TokenizerConfig;
import ai.kelix.tensor.program.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Quantiser weights whose effective codes are centres of a subspace's features (paper, stage 1).
 */
public final class FeatureCodebook {

  private FeatureCodebook() {}

  /** Returns where the weights of a subspace's quantiser are in a checkpoint. */
  public static String prefix(int subspace) {
    return "visual_tokenizer.quantizer." + subspace + ".";
  }

  /**
   * Makes the weights of one quantiser. The effective code is a normed raw code, so the feature's
   * own norm is undone on the centre.
   *
   * @param config whose raw codes are as wide as a subspace, d
   * @param subspace from 0 to N−1
   * @param centres {@code K × d}, row-major
   * @param scale of the features' norm, d
   * @param shift of the features' norm, d
   * @return by checkpoint name all but {@code z_norm}
   */
  public static Map<String, HostTensor> weights(
      TokenizerConfig config, int subspace, float[] centres, float[] scale, float[] shift) {
    int d = config.subspaceDim();
    float[] table = new float[config.visualCodes() * d];
    int first = subspace * config.codebookSize() * d;
    for (int i = 0; i < centres.length; i++) {
      table[first + i] = (centres[i] - shift[i % d]) / scale[i % d];
    }
    float[] identity = new float[d * d];
    for (int i = 0; i < d; i++) {
      identity[i * d + i] = 1;
    }
    String prefix = prefix(subspace);
    Map<String, HostTensor> weights = new LinkedHashMap<>();
    weights.put(prefix + "embedding.weight", HostTensor.of(table, config.visualCodes(), d));
    weights.put(prefix + "embedding_proj.weight", HostTensor.of(identity, d, d));
    weights.put(prefix + "embedding_proj.bias", HostTensor.of(new float[d], d));
    weights.put(prefix + "q_norm.weight", HostTensor.of(scale, d));
    weights.put(prefix + "q_norm.bias", HostTensor.of(shift, d));
    return weights;
  }
}
