package ai.kelix.model.dit;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;

/**
 * The fixed position table: the first half of the channels encodes the column, the second the row
 * (kelix-dit §5.3).
 */
final class SinusoidTable {

  private SinusoidTable() {}

  /** Returns {@code [rows·columns, D]}, the same for every model of these sizes. */
  static Tensor of(Tensors tensors, DitConfig config, Dim rows, Dim columns) {
    int quarter = config.width() / 4;
    float[] omega = new float[quarter];
    for (int k = 0; k < quarter; k++) {
      omega[k] = (float) Math.pow(10000, -(double) k / quarter);
    }
    Tensor frequencies = tensors.constant(omega, quarter);
    Dim half = Dim.of(2L * quarter);
    Tensor byColumn = encoded(tensors, config, columns, frequencies);
    Tensor byRow = encoded(tensors, config, rows, frequencies);
    Tensor left = byColumn.unsqueeze(0).expand(rows, columns, half);
    Tensor right = byRow.unsqueeze(1).expand(rows, columns, half);
    return left.concat(-1, List.of(right)).reshape(rows.times(columns), Dim.of(config.width()));
  }

  private static Tensor encoded(Tensors tensors, DitConfig config, Dim count, Tensor frequencies) {
    int base = config.inputSize() / config.patchSize();
    Tensor size = tensors.sizeOf(count).to(DType.F32);
    Tensor coordinate =
        tensors
            .range(count)
            .to(DType.F32)
            .times(base)
            .dividedBy(size.times(config.positionInterpolation()));
    Tensor angles = coordinate.unsqueeze(-1).times(frequencies);
    return angles.sin().concat(-1, List.of(angles.cos()));
  }
}
