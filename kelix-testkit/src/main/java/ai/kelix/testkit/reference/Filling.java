package ai.kelix.testkit.reference;

import ai.kelix.tensor.type.DType;
import java.util.Arrays;

/** Tensors of equal elements. */
final class Filling {

  private Filling() {}

  static Values of(double value, DType dtype, int... sizes) {
    double[] floats = new double[Layout.count(sizes)];
    Arrays.fill(floats, value);
    return Values.of(DType.F32, sizes, floats).to(dtype);
  }
}
