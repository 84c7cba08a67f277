package ai.kelix.model.llm;

import ai.kelix.model.layers.Rotation;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.Tensors;
import ai.kelix.tensor.type.DType;

/** Rotary angles of one-dimensional positions (kelix-ar §8.2). */
final class PositionRotation {

  private PositionRotation() {}

  /** Returns the rotation of positions {@code [L]} with angles {@code [L, e/2]}. */
  static Rotation of(Tensors tensors, Tensor positions, int headDim, double base) {
    float[] frequencies = new float[headDim / 2];
    for (int k = 0; k < frequencies.length; k++) {
      frequencies[k] = (float) Math.pow(base, -2.0 * k / headDim);
    }
    Tensor frequency = tensors.constant(frequencies, frequencies.length);
    return Rotation.by(positions.to(DType.F32).unsqueeze(-1).times(frequency));
  }
}
