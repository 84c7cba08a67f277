package ai.kelix.imageio;

import java.util.Locale;

/** The variable-length LZW codes of GIF; see appendix F of its specification. */
final class GifCodes {
  private static final int LARGEST_BITS = 12;
  private static final int TABLE = 1 << LARGEST_BITS;

  private final Encoded file;
  private final int rootBits;
  private final byte[] data;
  private final short[] prefixes = new short[TABLE];
  private final byte[] suffixes = new byte[TABLE];
  private final byte[] word = new byte[TABLE];
  private long position;

  GifCodes(Encoded file, int rootBits, byte[] data) {
    if (rootBits < 1 || rootBits > 8) {
      throw file.damaged("codes of " + rootBits + " bits");
    }
    this.file = file;
    this.rootBits = rootBits;
    this.data = data;
  }

  /** Decodes as many values as wanted; fewer are refused, more are ignored. */
  byte[] decode(int count) {
    byte[] values = new byte[count];
    int clear = 1 << rootBits;
    int bits = rootBits + 1;
    int next = clear + 2;
    int previous = -1;
    int filled = 0;
    while (filled < count) {
      int code = read(bits);
      if (code == clear) {
        bits = rootBits + 1;
        next = clear + 2;
        previous = -1;
        continue;
      }
      if (code == clear + 1 || code > next || (previous < 0 && code >= clear)) {
        throw file.damaged(String.format(Locale.ROOT, "%d of %d pixels are there", filled, count));
      }
      int length = word(code == next ? previous : code);
      if (previous >= 0 && next < TABLE) {
        prefixes[next] = (short) previous;
        suffixes[next] = word[TABLE - length];
        next++;
        bits = next == (1 << bits) && bits < LARGEST_BITS ? bits + 1 : bits;
      }
      length = word(code);
      int taken = Math.min(length, count - filled);
      System.arraycopy(word, TABLE - length, values, filled, taken);
      filled += taken;
      previous = code;
    }
    return values;
  }

  /** Writes what a code stands for at the end of {@link #word} and returns its length. */
  private int word(int code) {
    int rest = code;
    int length = 0;
    while (rest > (1 << rootBits)) {
      length++;
      word[TABLE - length] = suffixes[rest];
      rest = prefixes[rest];
    }
    length++;
    word[TABLE - length] = (byte) rest;
    return length;
  }

  private int read(int bits) {
    if (position + bits > 8L * data.length) {
      throw file.damaged("the coded data end too soon");
    }
    int code = 0;
    for (int i = 0; i < bits; i++) {
      int at = (int) (position >> 3);
      code |= ((data[at] >> (position & 7)) & 1) << i;
      position++;
    }
    return code;
  }
}
