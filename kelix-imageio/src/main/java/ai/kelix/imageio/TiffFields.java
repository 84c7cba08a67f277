package ai.kelix.imageio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The first directory of a TIFF file or of an EXIF block; values are looked up when asked for. */
final class TiffFields {
  private static final int ENTRY = 12;
  private static final int BYTE = 1;

  /** Bytes of a value by type; 0 for unknown types. */
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private final ByteBuffer data;
  private final Map<Integer, Field> fields = new HashMap<>();

  private record Field(int type, int count, int position) {}

  private TiffFields(ByteBuffer data) {
    this.data = data;
  }

  /** Reads as much of the directory as is sound, which may be nothing. */
  static TiffFields ofLenient(byte[] bytes, int start) {
    ByteBuffer data = ByteBuffer.wrap(bytes, start, bytes.length - start).slice();
    TiffFields fields = new TiffFields(data);
    if (data.limit() >= 8) {
      data.order(data.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      if (isHeader(data)) {
        fields.readDirectory(data.getInt(4));
      }
    }
    return fields;
  }

  static boolean isHeader(ByteBuffer data) {
    boolean order = data.get(0) == data.get(1) && (data.get(0) == 'M' || data.get(0) == 'I');
    return order && data.getShort(2) == 42;
  }

  private void readDirectory(int offset) {
    if (offset < 0 || offset > data.limit() - 2) {
      return;
    }
    int entries = data.getShort(offset) & 0xFFFF;
    int last = Math.min(entries, (data.limit() - offset - 2) / ENTRY);
    boolean isSound = true;
    for (int i = 0; i < last && isSound; i++) {
      isSound = readEntry(offset + 2 + ENTRY * i);
    }
  }

  /** Returns whether to go on: after an entry whose value lies outside, nothing is trusted. */
  private boolean readEntry(int at) {
    int type = data.getShort(at + 2) & 0xFFFF;
    if (type >= SIZES.length) {
      return true;
    }
    long count = data.getInt(at + 4) & 0xFFFFFFFFL;
    long size = count * SIZES[type];
    long position = size <= 4 ? at + 8 : data.getInt(at + 8) & 0xFFFFFFFFL;
    boolean isInside = position + size <= data.limit();
    if (size > 0 && isInside) {
      fields.put(data.getShort(at) & 0xFFFF, new Field(type, (int) count, (int) position));
    }
    return isInside;
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  /** Whether a tag holds an integer; a byte string of length one is none. */
  boolean isNumber(int tag) {
    Field field = fields.get(tag);
    return field != null
        && switch (field.type) {
          case 3, 4, 8, 9, 13 -> true;
          default -> false;
        };
  }

  /** Returns the value of a tag that holds an integer. */
  long number(int tag) {
    return numbers(tag)[0];
  }

  long number(int tag, long otherwise) {
    return has(tag) ? number(tag) : otherwise;
  }

  /** Returns the integers of a tag; none if it is missing or holds something else. */
  long[] numbers(int tag) {
    Field field = fields.get(tag);
    if (field == null) {
      return new long[0];
    }
    long[] values = new long[field.count];
    Arrays.setAll(values, i -> value(field, i));
    return values;
  }

  private long value(Field field, int index) {
    int at = field.position + SIZES[field.type] * index;
    return switch (field.type) {
      case BYTE, 7 -> data.get(at) & 0xFF;
      case 3 -> data.getShort(at) & 0xFFFF;
      case 8 -> data.getShort(at);
      case 4, 13 -> data.getInt(at) & 0xFFFFFFFFL;
      case 9 -> data.getInt(at);
      default -> throw new IllegalArgumentException("a tag of type " + field.type);
    };
  }

  /** Returns the bytes of a tag; none if it is missing. */
  byte[] bytes(int tag) {
    Field field = fields.get(tag);
    if (field == null) {
      return new byte[0];
    }
    byte[] bytes = new byte[field.count * SIZES[field.type]];
    data.get(field.position, bytes);
    return bytes;
  }
}
