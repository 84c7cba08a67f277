package ai.kelix.model.llm;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.TensorMath;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;

/**
 * Samples one id of each sequence from filtered logits inside a program (kelix-ar §10.3):
 * temperature, the best {@code topK}, then the nucleus, whose crossing entry is dropped. A sample
 * is the argmax of logits plus Gumbel noise.
 *
 * @param temperature {@code [B]}
 * @param topK {@code [B]}, {@link DType#I64}; at least 1
 * @param topP {@code [B]}
 */
record SlotSampler(Tensor temperature, Tensor topK, Tensor topP) {
  private static final double TEMPERATURE_EPS = 1e-5;
  private static final double EXCLUDED = -1e30;

  /**
   * Samples.
   *
   * @param logits {@code [B, ids]}, float32
   * @param noise {@code [B, ids]} Gumbel noise, one for each rank
   * @return {@code [B]} index of the sampled logit
   */
  Tensor forward(Tensor logits, Tensor noise) {
    Tensors make = logits.make();
    Tensor divisor = temperature.plus(TEMPERATURE_EPS).unsqueeze(-1);
    TensorMath.Sorted sorted = logits.dividedBy(divisor).sortDescending();
    Tensor ranks = make.range(logits.dim(1)).unsqueeze(0);
    Tensor excluded = make.scalar(EXCLUDED, DType.F32);
    Tensor best = sorted.values().where(ranks.lessThan(topK.unsqueeze(-1)), excluded);
    Tensor cumulative = best.softmax(-1).cumulativeSum(-1);
    Tensor beyond =
        topP.unsqueeze(-1).lessThan(cumulative).and(ranks.atLeast(make.scalar(1, DType.I64)));
    Tensor kept = best.where(beyond.not(), excluded);
    Tensor rank = kept.plus(noise).argmax(-1, true);
    return sorted.indices().gather(1, rank).squeeze(1);
  }
}
