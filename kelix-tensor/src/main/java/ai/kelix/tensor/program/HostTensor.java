package ai.kelix.tensor.program;

import ai.kelix.tensor.type.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Plain numbers on their way into or out of a backend: a little-endian buffer with a shape.
 *
 * <p>The buffer is shared, not copied; position 0 to limit holds the elements in row-major order.
 *
 * @param dtype element type
 * @param shape sizes, outermost first
 * @param data the elements; direct when made here
 */
public record HostTensor(DType dtype, List<Long> shape, ByteBuffer data) {

  /** Checks that the buffer holds exactly the elements of the shape. */
  public HostTensor {
    shape = List.copyOf(shape);
    long bytes = Math.multiplyExact(count(shape), (long) dtype.bytes());
    if (data.remaining() != bytes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shape %s of %s needs %d bytes, the buffer holds %d",
              shape,
              dtype,
              bytes,
              data.remaining()));
    }
    data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Shares a buffer. */
  public static HostTensor wrap(ByteBuffer data, DType dtype, long... sizes) {
    return new HostTensor(dtype, Arrays.stream(sizes).boxed().toList(), data);
  }

  /** Returns a zero-filled tensor. */
  public static HostTensor allocate(DType dtype, long... sizes) {
    long count = count(Arrays.stream(sizes).boxed().toList());
    int bytes = Math.toIntExact(Math.multiplyExact(count, (long) dtype.bytes()));
    return wrap(ByteBuffer.allocateDirect(bytes), dtype, sizes);
  }

  /** Copies floats into a new tensor of type {@link DType#F32}. */
  public static HostTensor of(float[] values, long... sizes) {
    HostTensor tensor = allocate(DType.F32, sizes);
    tensor.data.asFloatBuffer().put(values);
    return tensor;
  }

  /** Copies integers into a new tensor of type {@link DType#I64}. */
  public static HostTensor of(long[] values, long... sizes) {
    HostTensor tensor = allocate(DType.I64, sizes);
    tensor.data.asLongBuffer().put(values);
    return tensor;
  }

  /** Returns the sizes in a new array. */
  public long[] sizes() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /** Returns the number of elements. */
  public long count() {
    return count(shape);
  }

  /** Returns the elements of a {@link DType#F32} tensor in a new array. */
  public float[] floats() {
    requireType(DType.F32);
    float[] values = new float[Math.toIntExact(count())];
    data.asFloatBuffer().get(values);
    return values;
  }

  /** Returns the elements of a {@link DType#I64} tensor in a new array. */
  public long[] longs() {
    requireType(DType.I64);
    long[] values = new long[Math.toIntExact(count())];
    data.asLongBuffer().get(values);
    return values;
  }

  private void requireType(DType wanted) {
    if (dtype != wanted) {
      throw new IllegalStateException("this tensor holds " + dtype + ", not " + wanted);
    }
  }

  private static long count(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
