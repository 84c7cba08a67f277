package ai.kelix.model.tok;

import ai.kelix.tensor.Tensor;
import java.util.List;

/** The search for codes (kelix-ar §6.3). */
final class NearestCode {

  private NearestCode() {}

  /**
   * Returns squared Euclidean distances in float32.
   *
   * @param z {@code [N, T, d]}
   * @param codes {@code [N, K, d]}
   * @return {@code [N, T, K]}
   */
  static Tensor distances(Tensor z, Tensor codes) {
    Tensor cross = z.matmul(codes.transpose(1, 2));
    Tensor codeNorms = codes.square().sum(-1, false).unsqueeze(1);
    Tensor featureNorms = z.square().sum(-1, true);
    return featureNorms.minus(cross.times(2)).plus(codeNorms);
  }

  /** Joins tensors along a new first axis. */
  static Tensor stacked(List<Tensor> parts) {
    List<Tensor> raised = parts.stream().map(part -> part.unsqueeze(0)).toList();
    return raised.get(0).concat(0, raised.subList(1, raised.size()));
  }
}
