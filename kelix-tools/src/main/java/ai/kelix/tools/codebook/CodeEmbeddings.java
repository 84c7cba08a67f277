package ai.kelix.tools.codebook;

import ai.kelix.tensor.program.HostTensor;

/**
 * First embeddings of visual codes: up-projections of the effective codes, so that a model which
 * understood features understands codes at once (paper, embedding unification).
 */
public final class CodeEmbeddings {

  private CodeEmbeddings() {}

  /**
   * Projects one codebook.
   *
   * @param codes effective, {@code [N, K, d]}
   * @param codebook from 0 to N−1
   * @param projector {@code [D, d]}
   * @return {@code K × D}, row-major
   */
  public static float[] rows(HostTensor codes, int codebook, HostTensor projector) {
    int k = Math.toIntExact(codes.sizes()[1]);
    int d = Math.toIntExact(codes.sizes()[2]);
    int width = Math.toIntExact(projector.sizes()[0]);
    float[] in = codes.floats();
    float[] matrix = projector.floats();
    float[] rows = new float[Math.multiplyExact(k, width)];
    for (int code = 0; code < k; code++) {
      int from = (codebook * k + code) * d;
      for (int o = 0; o < width; o++) {
        float sum = 0;
        for (int j = 0; j < d; j++) {
          sum += matrix[o * d + j] * in[from + j];
        }
        rows[code * width + o] = sum;
      }
    }
    return rows;
  }
}
