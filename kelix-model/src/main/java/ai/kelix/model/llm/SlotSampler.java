package ai.kelix.model.llm;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.TensorMath;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;

/**
 * Draws one id from filtered logits inside a program (kelix-ar §10.3): temperature, the best {@code
 * topK}, then the nucleus, whose crossing entry is dropped. Drawing is the argmax of logits plus
 * Gumbel noise.
 *
 * @param temperature {@code [1]}
 * @param topK {@code [1]}, {@link DType#I64}; at least 1
 * @param topP {@code [1]}
 */
record SlotSampler(Tensor temperature, Tensor topK, Tensor topP) {
  private static final double TEMPERATURE_EPS = 1e-5;
  private static final double EXCLUDED = -1e30;

  /**
   * Draws.
   *
   * @param logits {@code [1, ids]}
   * @param noise {@code [ids]} Gumbel draws, one for each rank
   * @return {@code [1]} index of the drawn logit
   */
  Tensor draw(Tensors tensors, Tensor logits, Tensor noise) {
    TensorMath.Sorted sorted = logits.dividedBy(temperature.plus(TEMPERATURE_EPS)).sortDescending();
    Tensor ranks = tensors.range(logits.dim(1)).unsqueeze(0);
    Tensor excluded = tensors.scalar(EXCLUDED, DType.F32);
    Tensor best = sorted.values().where(ranks.lessThan(topK), excluded);
    Tensor cumulative = best.softmax(-1).cumulativeSum(-1);
    Tensor beyond = topP.lessThan(cumulative).and(ranks.atLeast(tensors.scalar(1, DType.I64)));
    Tensor kept = best.where(beyond.not(), excluded);
    Tensor rank = kept.plus(noise.unsqueeze(0)).argmax(-1, true);
    return sorted.indices().gather(1, rank).squeeze(1);
  }
}
