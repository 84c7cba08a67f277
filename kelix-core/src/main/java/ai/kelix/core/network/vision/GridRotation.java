package ai.kelix.core.network.vision;

import ai.kelix.core.network.layers.Rotation;
import ai.kelix.core.tensor.DType;
import ai.kelix.core.tensor.Dim;
import ai.kelix.core.tensor.Tensor;
import ai.kelix.core.tensor.Tensors;
import java.util.List;

/**
 * Angles of the two-dimensional rotary embedding: half of them follow the row, half the column
 * (kelix-ar §5.3).
 */
final class GridRotation {

  private GridRotation() {}

  /** Returns the rotation of a grid with angles {@code [H·W, e/2]} for heads of width e. */
  static Rotation of(Tensors tensors, Dim rows, Dim columns, int headDim, double theta) {
    int frequencies = headDim / 4;
    float[] values = new float[frequencies];
    for (int k = 0; k < frequencies; k++) {
      values[k] = (float) Math.pow(theta, -2.0 * k / (headDim / 2.0));
    }
    Tensor frequencyF = tensors.constant(values, frequencies);
    Dim f = Dim.of(frequencies);
    Tensor row = tensors.range(rows).to(DType.F32).reshape(rows, Dim.of(1), Dim.of(1));
    Tensor column = tensors.range(columns).to(DType.F32).reshape(Dim.of(1), columns, Dim.of(1));
    Tensor rowAngles = row.times(frequencyF).expand(rows, columns, f);
    Tensor columnAngles = column.times(frequencyF).expand(rows, columns, f);
    Tensor angles = rowAngles.concat(-1, List.of(columnAngles));
    return Rotation.by(angles.reshape(rows.times(columns), Dim.of(2L * frequencies)));
  }
}
