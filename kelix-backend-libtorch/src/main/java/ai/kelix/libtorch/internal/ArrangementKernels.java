package ai.kelix.libtorch.internal;

import ai.kelix.tensor.op.Arrangement;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Operations that copy elements to other places. */
final class ArrangementKernels {

  private ArrangementKernels() {}

  static Tensor compute(Arrangement op, List<Tensor> operands) {
    Tensor x = operands.get(0);
    return switch (op) {
      case Arrangement.Concat concat ->
          torch.cat(new TensorVector(operands.toArray(Tensor[]::new)), concat.axis());
      case Arrangement.PadEnd pad -> padded(x, pad);
      case Arrangement.Rows rows -> rows(x, operands.get(1));
      case Arrangement.Gather gather -> x.gather(gather.axis(), operands.get(1));
    };
  }

  private static Tensor padded(Tensor x, Arrangement.PadEnd op) {
    int fromLast = (int) x.dim() - op.axis();
    long[] padding = new long[2 * fromLast];
    padding[2 * fromLast - 1] = op.count().size();
    return torch.constant_pad_nd(x, padding, new Scalar(op.value()));
  }

  private static Tensor rows(Tensor table, Tensor ids) {
    if (table.dim() == 2) {
      return torch.embedding(table, ids);
    }
    long[] idSizes = Natives.sizes(ids);
    long[] rowSizes = Natives.sizes(table);
    long[] sizes = Arrays.copyOf(idSizes, idSizes.length + rowSizes.length - 1);
    System.arraycopy(rowSizes, 1, sizes, idSizes.length, rowSizes.length - 1);
    return table.index_select(0, ids.reshape(-1)).reshape(sizes);
  }
}
