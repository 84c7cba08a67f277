package ai.kelix.model.layers;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;

/**
 * Angles of the two-dimensional rotary embedding: half of them follow the row, half the column
 * (kelix-ar §5.3, kelix-dit §7.4).
 */
public final class GridRotation {

  private GridRotation() {}

  /**
   * Returns the rotation of a whole grid, row-major, with angles {@code [H·W, e/2]}.
   *
   * @param headDim e, a multiple of 4
   * @param theta base of the frequencies
   */
  public static Rotation of(Tensors tensors, Dim rows, Dim columns, int headDim, double theta) {
    Tensor frequencyF = frequencies(tensors, headDim, theta);
    Dim f = frequencyF.dim(0);
    Tensor row = tensors.range(rows).to(DType.F32).reshape(rows, Dim.of(1), Dim.of(1));
    Tensor column = tensors.range(columns).to(DType.F32).reshape(Dim.of(1), columns, Dim.of(1));
    Tensor rowAngles = row.times(frequencyF).expand(rows, columns, f);
    Tensor columnAngles = column.times(frequencyF).expand(rows, columns, f);
    Tensor angles = rowAngles.concat(-1, List.of(columnAngles));
    return Rotation.by(angles.reshape(rows.times(columns), f.times(2)));
  }

  /**
   * Returns the rotation of places with angles {@code [L, e/2]}.
   *
   * @param placesLx2 row and column of each, {@link DType#I64}
   * @param headDim e, a multiple of 4
   * @param theta base of the frequencies
   */
  public static Rotation of(Tensors tensors, Tensor placesLx2, int headDim, double theta) {
    Tensor frequencyF = frequencies(tensors, headDim, theta);
    Tensor angles = placesLx2.to(DType.F32).unsqueeze(-1).times(frequencyF);
    return Rotation.by(angles.reshape(placesLx2.dim(0), frequencyF.dim(0).times(2)));
  }

  private static Tensor frequencies(Tensors tensors, int headDim, double theta) {
    float[] values = new float[headDim / 4];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) Math.pow(theta, -2.0 * k / (headDim / 2.0));
    }
    return tensors.constant(values, values.length);
  }
}
