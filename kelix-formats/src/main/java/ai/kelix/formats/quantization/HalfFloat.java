package ai.kelix.formats.quantization;

import java.util.Locale;

/** IEEE 754 half precision, which Java has only from release 20 on. */
final class HalfFloat {
  /** What the exponent's bias of a float exceeds that of a half by, in a float's bits. */
  private static final int REBIAS = (127 - 15) << 23;

  private static final int SMALLEST_NORMAL = 113 << 23;
  private static final int INFINITY = 0x7C00;
  private static final double SMALLEST = 0x1p-24;

  private HalfFloat() {}

  /**
   * Rounds to the nearest half, ties to even.
   *
   * @param name of the tensor, for the message
   * @throws ArithmeticException if the number is beyond the largest half, 65504
   */
  static short of(float value, String name) {
    int bits = Float.floatToRawIntBits(value);
    int magnitude = bits & 0x7FFFFFFF;
    int half;
    if (magnitude < SMALLEST_NORMAL) {
      half = (int) Math.rint(Math.abs(value) / SMALLEST);
    } else {
      int rebiased = magnitude - REBIAS;
      half = (rebiased + 0xFFF + ((rebiased >>> 13) & 1)) >>> 13;
    }
    if (half >= INFINITY || magnitude >= 0x7F800000) {
      throw new ArithmeticException(
          String.format(
              Locale.ROOT,
              "tensor '%s' holds %s, which float16 cannot; choose another format",
              name,
              value));
    }
    return (short) (half | ((bits >>> 16) & 0x8000));
  }

  /** Returns the same number as float. */
  static float toFloat(short half) {
    int exponent = (half >> 10) & 0x1F;
    int fraction = half & 0x3FF;
    int sign = (half & 0x8000) << 16;
    if (exponent == 0) {
      float magnitude = (float) (fraction * SMALLEST);
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
    }
    int biased = exponent == 0x1F ? 0xFF : exponent + 127 - 15;
    return Float.intBitsToFloat(sign | (biased << 23) | (fraction << 13));
  }
}
