package ai.kelix.testkit.reference;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import java.util.Arrays;

/**
 * Numbers in row-major order. The arrays are never written after construction, but for those of
 * program states.
 *
 * @param dtype element type
 * @param sizes the shape
 * @param floats the elements of floating types, else empty
 * @param integers the elements of all other types, truth values as 0 and 1, else empty
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copied nowhere for speed
record Values(DType dtype, int[] sizes, double[] floats, long[] integers) {
  private static final double[] NO_FLOATS = {};
  private static final long[] NO_INTEGERS = {};

  /** Takes over an array of floats and rounds it to the type where that has 16 bits. */
  static Values of(DType dtype, int[] sizes, double[] floats) {
    if (dtype == DType.F16) {
      Arrays.setAll(floats, i -> HalfFloats.fromFloat16(HalfFloats.toFloat16(floats[i])));
    } else if (dtype == DType.BF16) {
      Arrays.setAll(floats, i -> HalfFloats.fromBfloat16(HalfFloats.toBfloat16(floats[i])));
    }
    return new Values(dtype, sizes, floats, NO_INTEGERS);
  }

  /** Takes over an array of integers. */
  static Values of(DType dtype, int[] sizes, long[] integers) {
    return new Values(dtype, sizes, NO_FLOATS, integers);
  }

  /** Copies from a buffer. */
  static Values of(HostTensor tensor) {
    int[] sizes = Layout.narrowed(tensor.sizes());
    int count = Layout.count(sizes);
    if (tensor.dtype().isFloating()) {
      double[] floats = new double[count];
      Arrays.setAll(floats, i -> HostNumbers.floatAt(tensor, i));
      return of(tensor.dtype(), sizes, floats);
    }
    long[] integers = new long[count];
    Arrays.setAll(integers, i -> HostNumbers.integerAt(tensor, i));
    return of(tensor.dtype(), sizes, integers);
  }

  /** Copies into a new buffer of the same type. */
  HostTensor toHost() {
    HostTensor tensor = HostTensor.allocate(dtype, Arrays.stream(sizes).asLongStream().toArray());
    for (int i = 0; i < count(); i++) {
      if (isFloating()) {
        HostNumbers.put(tensor, i, floats[i]);
      } else {
        HostNumbers.put(tensor, i, integers[i]);
      }
    }
    return tensor;
  }

  boolean isFloating() {
    return dtype.isFloating();
  }

  int rank() {
    return sizes.length;
  }

  int count() {
    return isFloating() ? floats.length : integers.length;
  }

  /** Returns an independent copy. */
  Values copy() {
    return new Values(dtype, sizes, floats.clone(), integers.clone());
  }

  /** Shares the elements under other sizes. */
  Values reshaped(int... newSizes) {
    return new Values(dtype, newSizes, floats, integers);
  }

  /** Returns the elements at these places under new sizes. */
  Values take(int[] offsets, int[] newSizes) {
    if (isFloating()) {
      double[] taken = new double[offsets.length];
      Arrays.setAll(taken, i -> floats[offsets[i]]);
      return new Values(dtype, newSizes, taken, NO_INTEGERS);
    }
    long[] taken = new long[offsets.length];
    Arrays.setAll(taken, i -> integers[offsets[i]]);
    return new Values(dtype, newSizes, NO_FLOATS, taken);
  }

  /** Converts; floats are truncated towards zero, and anything but zero is true. */
  Values to(DType wanted) {
    if (wanted == dtype) {
      return this;
    }
    if (wanted.isFloating()) {
      double[] converted = new double[count()];
      Arrays.setAll(converted, i -> isFloating() ? floats[i] : integers[i]);
      return of(wanted, sizes, converted);
    }
    long[] converted = new long[count()];
    Arrays.setAll(converted, i -> integerAs(wanted, i));
    return of(wanted, sizes, converted);
  }

  private long integerAs(DType wanted, int index) {
    if (wanted == DType.BOOL) {
      boolean truth = isFloating() ? floats[index] != 0 : integers[index] != 0;
      return truth ? 1 : 0;
    }
    long integer = isFloating() ? (long) floats[index] : integers[index];
    return switch (wanted) {
      case I32 -> (int) integer;
      case U8 -> integer & 0xFF;
      default -> integer;
    };
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(sizes);
  }
}
