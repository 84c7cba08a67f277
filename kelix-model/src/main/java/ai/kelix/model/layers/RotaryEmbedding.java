package ai.kelix.model.layers;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;
import java.util.List;

/**
 * Tells attention where rows are: queries and keys are turned by angles of their positions, element
 * i with element i + e/2 (kelix-ar §5.3, §8.2, kelix-dit §7.4). On a grid the first half of the
 * angles follows the row, the other the column. Angles are computed in float32 whatever the network
 * computes in.
 *
 * @param headDim e, a multiple of {@code 2·axes}
 * @param axes numbers that make a position: 1 along a sequence, 2 on a grid
 * @param base of the frequencies
 */
public record RotaryEmbedding(int headDim, int axes, double base) {

  /**
   * Angles of some positions, the same for every head.
   *
   * @param cos {@code [..., length, 1, e/2]}
   * @param sin same shape
   */
  public record Angles(Tensor cos, Tensor sin) {
    /** Turns {@code [batch, length, heads, e]}. */
    public Tensor forward(Tensor x) {
      return x.rotaryEmbedding(cos, sin);
    }
  }

  /** For positions along a sequence. */
  public static RotaryEmbedding ofSequence(int headDim, double base) {
    return new RotaryEmbedding(headDim, 1, base);
  }

  /** For places on a grid. */
  public static RotaryEmbedding ofGrid(int headDim, double base) {
    return new RotaryEmbedding(headDim, 2, base);
  }

  /**
   * Returns the angles of positions.
   *
   * @param positions {@code [..., length, axes]}, {@link DType#I64}: of a sequence the position, on
   *     a grid row and column
   * @param dtype of what will be turned
   */
  public Angles forward(Tensor positions, DType dtype) {
    Tensor frequencies = frequencies(positions.make());
    Tensor perAxis = positions.to(DType.F32).unsqueeze(-1).times(frequencies);
    int rank = perAxis.shape().rank();
    Dim count = perAxis.dim(-1).times(axes);
    Tensor angles = perAxis.reshape(perAxis.shape().reduced(rank - 1, false).with(rank - 2, count));
    Tensor perHead = angles.unsqueeze(-2);
    return new Angles(perHead.cos().to(dtype), perHead.sin().to(dtype));
  }

  private Tensor frequencies(Tensors make) {
    int width = headDim / axes;
    float[] values = new float[width / 2];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) Math.pow(base, -2.0 * k / width);
    }
    return make.constant(values, values.length);
  }

  /** Returns the places of a whole grid, {@code [rows·columns, 2]}, row by row. */
  public static Tensor grid(Tensors make, Dim rows, Dim columns) {
    Dim one = Dim.of(1);
    Tensor row = make.range(rows).reshape(rows, one, one).expand(rows, columns, one);
    Tensor column = make.range(columns).reshape(one, columns, one).expand(rows, columns, one);
    return row.concat(-1, List.of(column)).reshape(rows.times(columns), Dim.of(2));
  }
}
