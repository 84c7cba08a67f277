package ai.kelix.onnx.internal.graph;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes one protocol-buffer message field by field. Not thread-safe.
 *
 * <p>Knows wire types, not schemas; field numbers are the caller's business.
 */
final class WireWriter {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  /** Writes an integer or enumeration value. */
  WireWriter integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** Writes a single-precision number. */
  WireWriter number(int field, float value) {
    tag(field, FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(bits >>> shift);
    }
    return this;
  }

  /** Writes text as UTF-8. */
  WireWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes raw bytes. */
  WireWriter bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    out.write(value, 0, value.length);
    return this;
  }

  /** Writes an embedded message. */
  WireWriter message(int field, WireWriter value) {
    return bytes(field, value.toBytes());
  }

  /** Returns the message written so far. */
  byte[] toBytes() {
    return out.toByteArray();
  }

  private void tag(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
