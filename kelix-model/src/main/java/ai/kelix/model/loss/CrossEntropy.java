package ai.kelix.model.loss;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.DType;

/** The negative logarithm of a label's probability, in float32. */
public final class CrossEntropy {

  private CrossEntropy() {}

  /**
   * Judges rows of logits.
   *
   * @param logits {@code [..., classes]}
   * @param labels {@link DType#I64}, {@code [...]}, each in {@code 0 … classes − 1}
   * @return {@code [...]}
   */
  public static Tensor of(Tensor logits, Tensor labels) {
    int axis = labels.shape().rank();
    return logits
        .to(DType.F32)
        .logSoftmax(-1)
        .gather(axis, labels.unsqueeze(-1))
        .squeeze(axis)
        .negated();
  }
}
