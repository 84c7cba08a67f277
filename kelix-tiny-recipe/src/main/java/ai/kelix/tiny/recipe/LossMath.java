package ai.kelix.tiny.recipe;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.gradient.TensorScope;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.Arrays;
import java.util.List;

/** Small functions shared by the stages. */
final class LossMath {

  private LossMath() {}

  /** Cross-entropy of each row, {@code [P, classes]} against {@code [P]}, as {@code [P]}. */
  static Tensor crossEntropy(Tensor logits, Tensor targets) {
    return logits.to(DType.F32).logSoftmax(-1).gather(1, targets.unsqueeze(1)).squeeze(1).negated();
  }

  /** Share of rows whose largest logit is the target. */
  static Tensor accuracy(Tensor logits, Tensor targets) {
    return logits.argmax(-1, false).equalTo(targets).to(DType.F32).mean(0, false);
  }

  static Tensor mean(Tensor x) {
    return x.reshape(x.shape().count()).mean(0, false).reshape(new Dim[0]);
  }

  /** Returns numbers as {@code [values]} of type I64. */
  static HostTensor indices(int[] values) {
    return HostTensor.of(Arrays.stream(values).asLongStream().toArray(), values.length);
  }

  static Tensor upload(TensorScope scope, List<Integer> values) {
    return scope.upload(indices(values.stream().mapToInt(i -> i).toArray()));
  }
}
