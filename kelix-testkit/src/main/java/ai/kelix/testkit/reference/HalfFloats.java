package ai.kelix.testkit.reference;

/** Sixteen-bit floating-point formats, read exactly and written with halves rounded to even. */
final class HalfFloats {
  private static final int HALF_FRACTION_BITS = 10;
  private static final int HALF_MIN_EXPONENT = -14;
  private static final double HALF_MAX = 65504;

  private HalfFloats() {}

  static double fromBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  static short toBfloat16(double value) {
    int bits = Float.floatToIntBits((float) value);
    if (Double.isNaN(value)) {
      return (short) (bits >>> 16);
    }
    int halfToEven = 0x7FFF + ((bits >>> 16) & 1);
    return (short) ((bits + halfToEven) >>> 16);
  }

  static double fromFloat16(short bits) {
    int exponent = (bits >>> HALF_FRACTION_BITS) & 0x1F;
    int fraction = bits & 0x3FF;
    double sign = bits < 0 ? -1 : 1;
    if (exponent == 0x1F) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (exponent == 0) {
      return sign * Math.scalb((double) fraction, HALF_MIN_EXPONENT - HALF_FRACTION_BITS);
    }
    return sign * Math.scalb((double) (fraction + 0x400), exponent - 15 - HALF_FRACTION_BITS);
  }

  static short toFloat16(double value) {
    int sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
    if (Double.isNaN(value)) {
      return 0x7E00;
    }
    double magnitude = Math.abs(value);
    int exponent = Math.max(Math.getExponent(magnitude), HALF_MIN_EXPONENT);
    double fraction = Math.rint(Math.scalb(magnitude, HALF_FRACTION_BITS - exponent));
    if (magnitude > HALF_MAX && Math.scalb(fraction, exponent - HALF_FRACTION_BITS) > HALF_MAX) {
      return (short) (sign | 0x7C00);
    }
    // A fraction that rounds up to the next power of two carries into the exponent by itself.
    int biased = (exponent - HALF_MIN_EXPONENT) << HALF_FRACTION_BITS;
    return (short) (sign | (biased + (int) fraction));
  }
}
