package ai.kelix.tensor.type;

/** Element types of tensors, named as in safetensors files. */
public enum DType {
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 half precision. */
  F16(2),
  /** bfloat16. */
  BF16(2),
  /** Signed 64-bit integer: ids, indices and sizes. */
  I64(8),
  /** Signed 32-bit integer. */
  I32(4),
  /** Unsigned 8-bit integer: image pixels. */
  U8(1),
  /** Truth value, one byte. */
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Tells whether this is a floating-point type. */
  public boolean isFloating() {
    return this == F32 || this == F16 || this == BF16;
  }
}
