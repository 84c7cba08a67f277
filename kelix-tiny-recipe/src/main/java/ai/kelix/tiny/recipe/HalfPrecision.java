package ai.kelix.tiny.recipe;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;

/** The number format in which kelix-tiny is shipped. */
final class HalfPrecision {

  private HalfPrecision() {}

  /** Rounds float32 to float16. */
  static HostTensor narrowed(HostTensor tensor) {
    HostTensor half = HostTensor.allocate(DType.F16, tensor.sizes());
    float[] values = tensor.floats();
    for (int i = 0; i < values.length; i++) {
      half.data().putShort(2 * i, Float.floatToFloat16(values[i]));
    }
    return half;
  }

  /**
   * Returns float16 as float32, which changes no value, and float32 as it is.
   *
   * @throws IllegalArgumentException for another type
   */
  static HostTensor widened(HostTensor tensor) {
    if (tensor.dtype() == DType.F32) {
      return tensor;
    }
    if (tensor.dtype() != DType.F16) {
      throw new IllegalArgumentException(
          "training goes on from float16 or float32 weights, not from " + tensor.dtype());
    }
    HostTensor full = HostTensor.allocate(DType.F32, tensor.sizes());
    for (int i = 0; i < tensor.count(); i++) {
      full.data().putFloat(4 * i, Float.float16ToFloat(tensor.data().getShort(2 * i)));
    }
    return full;
  }
}
