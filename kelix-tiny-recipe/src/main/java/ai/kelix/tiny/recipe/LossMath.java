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

  /** Share of labels {@code [...]} that have the largest logit, {@code [..., classes]}. */
  static Tensor accuracy(Tensor logits, Tensor labels) {
    return mean(logits.argmax(-1, false).equalTo(labels).to(DType.F32));
  }

  static Tensor mean(Tensor x) {
    return x.reshape(x.shape().count()).mean(0, false).reshape(new Dim[0]);
  }

  /** Returns numbers of type I64 as plain ids. */
  static int[] ids(HostTensor values) {
    return Arrays.stream(values.longs()).mapToInt(Math::toIntExact).toArray();
  }

  /** Returns numbers as {@code [values]} of type I64. */
  static HostTensor indices(int[] values) {
    return HostTensor.of(Arrays.stream(values).asLongStream().toArray(), values.length);
  }

  static Tensor upload(TensorScope scope, List<Integer> values) {
    return scope.upload(indices(values.stream().mapToInt(i -> i).toArray()));
  }
}
