package ai.kelix.model.tok;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.Dim;

/** How far codes are from what they stand for (kelix-ar §6.6, kelix-training §2.3). */
public final class QuantizationError {
  private QuantizationError() {}

  /**
   * Returns mean squared distances over rows and components.
   *
   * @param features {@code [n, T, d]}, or {@code [1, T, d]} for all
   * @param codes {@code [n, T, d]}
   * @param maskLastRow whether the last row is zeroed but counted (kelix-ar §6.6)
   * @return {@code [n]}
   */
  public static Tensor of(Tensor features, Tensor codes, boolean maskLastRow) {
    Tensor rows = features.minus(codes).square().mean(-1, false);
    if (maskLastRow) {
      Dim count = features.dim(1);
      Tensors make = features.make();
      Tensor last = make.sizeOf(count).plus(-1);
      rows = rows.times(make.range(count).lessThan(last).to(rows.dtype()));
    }
    return rows.mean(-1, false);
  }
}
