package ai.kelix.model.layers;

import ai.kelix.tensor.Tensor;

/**
 * Attention with ReLU features, linear in the number of positions: {@code A·q / (s·q + ε)} with
 * {@code A = Σ v·kᵀ} and {@code s = Σ k} (kelix-dit §7.2, §11.4). Without ε a position whose
 * features all vanish would be NaN.
 */
public final class LinearAttention {

  private LinearAttention() {}

  /**
   * Mixes positions within each head.
   *
   * @param queries {@code [B, heads, width, positions]}
   * @param keys same shape
   * @param values same shape
   * @return same shape
   */
  public static Tensor mix(Tensor queries, Tensor keys, Tensor values, double eps) {
    Tensor q = queries.relu();
    Tensor k = keys.relu();
    Tensor summary = values.matmul(k.transpose(2, 3));
    Tensor total = k.sum(3, true);
    Tensor denominator = q.times(total).sum(2, true).plus(eps);
    return summary.matmul(q).dividedBy(denominator);
  }
}
