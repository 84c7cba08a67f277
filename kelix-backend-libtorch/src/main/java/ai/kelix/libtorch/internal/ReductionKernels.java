package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Reduction;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;

/** Operations along one axis. */
final class ReductionKernels {

  private ReductionKernels() {}

  static List<Tensor> compute(Reduction op, Tensor x) {
    return switch (op) {
      case Reduction.Reduce reduce -> List.of(reduced(reduce, x));
      case Reduction.Softmax softmax -> List.of(x.softmax(softmax.axis()));
      case Reduction.LogSoftmax softmax -> List.of(x.log_softmax(softmax.axis()));
      case Reduction.CumulativeSum sum -> List.of(x.cumsum(sum.axis()));
      case Reduction.SortDescending sort -> sorted(x);
      case Reduction.TopK best -> LargestFirst.of(x, best.count());
    };
  }

  private static Tensor reduced(Reduction.Reduce op, Tensor x) {
    long[] axes = {op.axis()};
    return switch (op.kind()) {
      case SUM -> x.sum(axes, op.keepDim(), new ScalarTypeOptional());
      case MEAN -> x.mean(axes, op.keepDim(), new ScalarTypeOptional());
      case MAX -> x.amax(axes, op.keepDim());
      case ARGMAX -> x.argmax(new LongOptional(op.axis()), op.keepDim());
      case ARGMIN -> x.argmin(new LongOptional(op.axis()), op.keepDim());
    };
  }

  /** Sorts so that equal numbers keep their order. */
  static List<Tensor> sorted(Tensor x) {
    T_TensorTensor_T sorted = x.sort(new BoolOptional(true), -1, true);
    // The pair owns its tensors; a result has to outlive it.
    return List.of(new Tensor(sorted.get0()), new Tensor(sorted.get1()));
  }
}
