package ai.kelix.onnx.internal.graph;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads one protocol-buffer message field by field, stricter than protobuf itself: whatever no ONNX
 * writer produces is malformed here, so nothing can be read differently by the runtime's parser.
 *
 * <p>Usage: {@code while (reader.next()) { switch on reader.field() … }}; fields not asked for are
 * skipped.
 */
public final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_TAG = 5;
  private static final int LONGEST_VARINT = 10;

  private final ByteBuffer data;
  private int field;
  private int wireType;
  private ByteBuffer payload;

  /** The bytes are no protocol-buffer message. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /** Reads from the buffer's position to its limit; the buffer itself is left alone. */
  public WireReader(ByteBuffer data) {
    this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.payload = this.data;
  }

  /** Moves to the next field; returns false at the end of the message. */
  public boolean next() throws MalformedException {
    if (!data.hasRemaining()) {
      return false;
    }
    long tag = varint(LONGEST_TAG);
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (field == 0 || tag > 0xFFFF_FFFFL) {
      throw new MalformedException(
          String.format(Locale.ROOT, "field number %d does not exist", tag >>> 3));
    }
    switch (wireType) {
      case VARINT -> varint(LONGEST_VARINT);
      case FIXED64 -> take(8);
      case FIXED32 -> take(4);
      case LENGTH_DELIMITED -> payload = take(varint(LONGEST_VARINT));
      default ->
          throw new MalformedException(
              String.format(Locale.ROOT, "wire type %d is not used", wireType));
    }
    return true;
  }

  /** Returns the number of the current field. */
  public int field() {
    return field;
  }

  /** Tells whether the current field is text, bytes or a message. */
  public boolean isDelimited() {
    return wireType == LENGTH_DELIMITED;
  }

  /** Returns a reader of the current field as a message. */
  public WireReader message() {
    return new WireReader(payload);
  }

  /** Returns the current field as text. */
  public String text() {
    return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
  }

  private ByteBuffer take(long length) throws MalformedException {
    if (length < 0 || length > data.remaining()) {
      throw new MalformedException(
          String.format(
              Locale.ROOT,
              "field %d claims %d bytes, %d are left",
              field,
              length,
              data.remaining()));
    }
    ByteBuffer taken = data.slice();
    Buffer range = taken;
    range.limit((int) length);
    Buffer rest = data;
    rest.position(rest.position() + (int) length);
    return taken;
  }

  private long varint(int longest) throws MalformedException {
    long value = 0;
    for (int i = 0; i < longest; i++) {
      if (!data.hasRemaining()) {
        throw new MalformedException("the data end within a number");
      }
      byte next = data.get();
      value |= (long) (next & 0x7F) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException(
        String.format(Locale.ROOT, "a number is longer than %d bytes", longest));
  }
}
