package ai.kelix.tools.assembly;

import ai.kelix.tensor.type.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Floats as they are stored, in the two types that new weights have. */
final class FloatBytes {

  private FloatBytes() {}

  /** Tells whether new weights can be of a type: float16 cannot hold all that training reaches. */
  static boolean supports(DType type) {
    return type == DType.F32 || type == DType.BF16;
  }

  /** Returns numbers little-endian; bfloat16 is rounded to the nearest, ties to even. */
  static ByteBuffer of(float[] values, DType type) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      if (type == DType.F32) {
        bytes.putFloat(4 * i, values[i]);
      } else {
        int bits = Float.floatToRawIntBits(values[i]);
        bytes.putShort(2 * i, (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16));
      }
    }
    return bytes;
  }
}
