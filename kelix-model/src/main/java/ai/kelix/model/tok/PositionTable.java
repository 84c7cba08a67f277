package ai.kelix.model.tok;

import ai.kelix.model.layers.Embedding;
import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;

/**
 * A square table of position embeddings, resized bilinearly to the grid of an image: half-pixel
 * centres, no corner alignment, no antialiasing (kelix-ar §5.2). Places are worked out in float32.
 */
final class PositionTable {
  private final Embedding tableSSxC;
  private final int side;

  PositionTable(Parameters p, int side, int width) {
    this.tableSSxC = Embedding.of(p, (long) side * side, width, FirstValues.normal(0.02));
    this.side = side;
  }

  /** Returns {@code [H·W, C]}. */
  Tensor forward(Tensors make, Dim rows, Dim columns, DType dtype) {
    Axis y = axis(make, rows, dtype);
    Axis x = axis(make, columns, dtype);
    Tensor top = blend(y.lower, x, dtype);
    Tensor bottom = blend(y.upper, x, dtype);
    Tensor fractionHx1x1 = y.fraction.unsqueeze(-1).unsqueeze(-1);
    Tensor mixed = top.plus(bottom.minus(top).times(fractionHx1x1));
    return mixed.reshape(rows.times(columns), mixed.dim(2));
  }

  private Tensor blend(Tensor rowH, Axis x, DType dtype) {
    Tensor left = cells(rowH, x.lower, dtype);
    Tensor right = cells(rowH, x.upper, dtype);
    return left.plus(right.minus(left).times(x.fraction.unsqueeze(-1)));
  }

  private Tensor cells(Tensor rowH, Tensor columnW, DType dtype) {
    return tableSSxC.forward(rowH.times(side).unsqueeze(-1).plus(columnW), dtype);
  }

  private Axis axis(Tensors make, Dim size, DType dtype) {
    Tensor count = make.sizeOf(size).to(DType.F32);
    Tensor sideF = make.scalar(side, DType.F32);
    Tensor centre = make.range(size).to(DType.F32).plus(0.5);
    Tensor source = centre.times(sideF).dividedBy(count).plus(-0.5);
    Tensor clamped = source.maximum(make.scalar(0, DType.F32));
    Tensor lowerF = clamped.floor().minimum(make.scalar(side - 1, DType.F32));
    Tensor lower = lowerF.to(DType.I64);
    Tensor upper = lower.plus(1).minimum(make.scalar(side - 1, DType.I64));
    return new Axis(lower, upper, clamped.minus(lowerF).to(dtype));
  }

  /** Where each output position lies between two table rows. */
  private record Axis(Tensor lower, Tensor upper, Tensor fraction) {}
}
