package ai.kelix.core.assembly;

import ai.kelix.core.checkpoint.StoredBytes;
import ai.kelix.core.checkpoint.StoredTensor;
import ai.kelix.core.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

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

  /** Passes on all rows of a matrix in order, each valid during the call only. */
  static void rows(StoredTensor matrix, Consumer<float[]> to) {
    float[] row = new float[Math.toIntExact(matrix.shape().get(1))];
    StoredBytes.read(
        matrix,
        Math.multiplyExact(row.length, matrix.dtype().bytes()),
        piece -> {
          while (piece.hasRemaining()) {
            for (int i = 0; i < row.length; i++) {
              row[i] =
                  matrix.dtype() == DType.F32
                      ? piece.getFloat()
                      : Float.intBitsToFloat(piece.getShort() << 16);
            }
            to.accept(row);
          }
        });
  }
}
