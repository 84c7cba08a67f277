package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.View;
import org.bytedeco.pytorch.Tensor;

/** Operations that show elements otherwise; a reshape copies where strides do not allow it. */
final class ViewKernels {

  private ViewKernels() {}

  static Tensor compute(View op, Tensor x) {
    return switch (op) {
      case View.Reshape reshape -> x.reshape(reshape.shape().sizes());
      case View.Permute permute -> x.permute(axes(permute));
      case View.Unsqueeze unsqueeze -> x.unsqueeze(unsqueeze.axis());
      case View.Squeeze squeeze -> x.squeeze(squeeze.axis());
      case View.Narrow narrow ->
          x.narrow(narrow.axis(), narrow.start().size(), narrow.length().size());
      case View.Expand expand -> x.expand(expand.shape().sizes());
    };
  }

  private static long[] axes(View.Permute permute) {
    long[] axes = new long[permute.axes().size()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = permute.axes().get(i);
    }
    return axes;
  }
}
