package ai.kelix.model.tok;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Dim;

/**
 * A square table of position embeddings, resized bilinearly to the grid of an image: half-pixel
 * centres, no corner alignment, no antialiasing (kelix-ar §5.2).
 */
final class PositionTable {
  private final Tensor tableSSxC;
  private final int side;
  private final Tensors tensors;

  PositionTable(Parameters p, int side, int width) {
    this.tableSSxC = p.get("weight", (long) side * side, width);
    this.side = side;
    this.tensors = p.tensors();
  }

  /** Returns {@code [H·W, C]}. */
  Tensor resized(Dim rows, Dim columns) {
    Axis y = axis(rows);
    Axis x = axis(columns);
    Tensor top = blend(y.lower, x, rows, columns);
    Tensor bottom = blend(y.upper, x, rows, columns);
    Tensor fractionHx1x1 = y.fraction.reshape(rows, Dim.of(1), Dim.of(1));
    Tensor mixed = top.plus(bottom.minus(top).times(fractionHx1x1));
    return mixed.reshape(rows.times(columns), tableSSxC.dim(1));
  }

  private Tensor blend(Tensor rowH, Axis x, Dim rows, Dim columns) {
    Tensor left = cells(rowH, x.lower, rows);
    Tensor right = cells(rowH, x.upper, rows);
    Tensor fractionWx1 = x.fraction.reshape(columns, Dim.of(1));
    return left.plus(right.minus(left).times(fractionWx1));
  }

  private Tensor cells(Tensor rowH, Tensor columnW, Dim rows) {
    Tensor sideScalar = tensors.scalar(side, DType.I64);
    Tensor index = rowH.times(sideScalar).reshape(rows, Dim.of(1)).plus(columnW);
    return tableSSxC.rows(index);
  }

  private Axis axis(Dim size) {
    Tensor count = tensors.sizeOf(size).to(DType.F32);
    Tensor sideF = tensors.scalar(side, DType.F32);
    Tensor centre = tensors.range(size).to(DType.F32).plus(0.5);
    Tensor source = centre.times(sideF).dividedBy(count).plus(-0.5);
    Tensor clamped = source.maximum(tensors.scalar(0, DType.F32));
    Tensor lowerF = clamped.floor().minimum(tensors.scalar(side - 1, DType.F32));
    Tensor lower = lowerF.to(DType.I64);
    Tensor upper = lower.plus(1).minimum(tensors.scalar(side - 1, DType.I64));
    return new Axis(lower, upper, clamped.minus(lowerF));
  }

  /** Where each output position lies between two table rows. */
  private record Axis(Tensor lower, Tensor upper, Tensor fraction) {}
}
