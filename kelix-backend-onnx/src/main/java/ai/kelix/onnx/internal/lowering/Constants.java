package ai.kelix.onnx.internal.lowering;

import ai.kelix.onnx.internal.graph.Graph;
import ai.kelix.onnx.internal.graph.Initializer;
import ai.kelix.onnx.internal.graph.Value;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.type.Shape;
import ai.kelix.tensor.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Makes constants; equal ones are one. */
final class Constants {
  private final Graph graph;
  private final Map<Key, Value> pool = new HashMap<>();

  private record Key(DType dtype, Shape shape, Object data) {}

  Constants(Graph graph) {
    this.graph = graph;
  }

  /** An int64 vector. */
  Value longs(long... values) {
    return longs(values, Shape.of(values.length));
  }

  /** An int64 constant. */
  Value longs(long[] values, Shape shape) {
    byte[] data = new byte[Math.multiplyExact(8, values.length)];
    littleEndian(data).asLongBuffer().put(values);
    return pooled(DType.I64, shape, data);
  }

  /** A float32 constant. */
  Value floats(float[] values, Shape shape) {
    byte[] data = new byte[Math.multiplyExact(4, values.length)];
    littleEndian(data).asFloatBuffer().put(values);
    return pooled(DType.F32, shape, data);
  }

  /** Elements in row-major order, little-endian. */
  Value elements(TensorType type, ByteBuffer elements) {
    byte[] data = new byte[elements.remaining()];
    elements.get(data);
    return pooled(type.dtype(), type.shape(), data);
  }

  /**
   * A scalar of rank 0.
   *
   * @param dtype not a 16-bit float
   */
  Value scalar(double value, DType dtype) {
    byte[] data = new byte[dtype.bytes()];
    ByteBuffer target = littleEndian(data);
    switch (dtype) {
      case F32 -> target.putFloat((float) value);
      case I64 -> target.putLong((long) value);
      case I32 -> target.putInt((int) value);
      case U8 -> target.put((byte) (int) value);
      case BOOL -> target.put((byte) (value != 0 ? 1 : 0));
      case F16, BF16 -> throw new IllegalArgumentException("no " + dtype + " constants: " + value);
    }
    return pooled(dtype, Shape.SCALAR, data);
  }

  /** A constant in a file. */
  Value stored(String name, DType dtype, Shape shape, Initializer.External place) {
    return pool.computeIfAbsent(
        new Key(dtype, shape, place), key -> graph.constant(name, dtype, shape, place));
  }

  private Value pooled(DType dtype, Shape shape, byte[] data) {
    return pool.computeIfAbsent(
        new Key(dtype, shape, ByteBuffer.wrap(data)),
        key -> graph.constant(null, dtype, shape, new Initializer.Inline(data)));
  }

  private static ByteBuffer littleEndian(byte[] data) {
    return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }
}
