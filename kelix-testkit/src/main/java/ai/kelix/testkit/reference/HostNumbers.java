package ai.kelix.testkit.reference;

import ai.kelix.tensor.program.HostTensor;
import java.nio.ByteBuffer;

/** Single elements of host tensors of any type. */
final class HostNumbers {

  private HostNumbers() {}

  static double floatAt(HostTensor tensor, int index) {
    ByteBuffer data = tensor.data();
    return switch (tensor.dtype()) {
      case F32 -> data.getFloat(4 * index);
      case F16 -> HalfFloats.fromFloat16(data.getShort(2 * index));
      case BF16 -> HalfFloats.fromBfloat16(data.getShort(2 * index));
      default -> integerAt(tensor, index);
    };
  }

  static long integerAt(HostTensor tensor, int index) {
    ByteBuffer data = tensor.data();
    return switch (tensor.dtype()) {
      case I64 -> data.getLong(8 * index);
      case I32 -> data.getInt(4 * index);
      case U8, BOOL -> data.get(index) & 0xFF;
      default -> throw new IllegalArgumentException("no integers in " + tensor);
    };
  }

  static void put(HostTensor tensor, int index, double value) {
    ByteBuffer data = tensor.data();
    switch (tensor.dtype()) {
      case F32 -> data.putFloat(4 * index, (float) value);
      case F16 -> data.putShort(2 * index, HalfFloats.toFloat16(value));
      case BF16 -> data.putShort(2 * index, HalfFloats.toBfloat16(value));
      default -> throw new IllegalArgumentException("no floats in " + tensor);
    }
  }

  static void put(HostTensor tensor, int index, long value) {
    ByteBuffer data = tensor.data();
    switch (tensor.dtype()) {
      case I64 -> data.putLong(8 * index, value);
      case I32 -> data.putInt(4 * index, (int) value);
      case U8, BOOL -> data.put(index, (byte) value);
      default -> throw new IllegalArgumentException("no integers in " + tensor);
    }
  }
}
