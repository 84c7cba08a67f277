package ai.kelix.tokenizer.unicode;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/** Texts in which every character stands in many places, and how their ids are recorded. */
public final class UnicodeTexts {
  /** Code points in one record. */
  static final int GROUP = 1 << 10;

  /** Marks that begin pairs in one record. */
  static final int MARK_GROUP = 64;

  /** Every so manieth mark is the second of pairs. */
  private static final int MARK_STEP = 12;

  private UnicodeTexts() {}

  /** First code points of all groups in which characters are assigned, and some where none are. */
  static int[] groups() {
    return IntStream.iterate(0, first -> first <= Character.MAX_CODE_POINT, first -> first + GROUP)
        .filter(first -> plane(first) < 4 || plane(first) == 14 || first % 0x10000 == 0xFC00)
        .filter(first -> first < Character.MIN_SURROGATE || first > Character.MAX_SURROGATE)
        .toArray();
  }

  private static int plane(int codePoint) {
    return codePoint >> 16;
  }

  /** Each character of a group alone, behind letters, digits and itself, and between marks. */
  static String group(int first) {
    StringBuilder text = new StringBuilder();
    for (int c = first; c < first + GROUP; c++) {
      String s = Character.toString(c);
      text.append(s).append("'s ").append(s).append('a').append(s).append('1').append(s).append(s);
      text.append('\n').append("'").append(s).append(" e").append(s).append("\u0301\u0316");
      text.append(s).append("  ").append(s).append("\r\n");
    }
    return text.toString();
  }

  /** All non-spacing marks of the pinned version. */
  static int[] marks() {
    return IntStream.rangeClosed(PinnedCharacters.FIRST, Character.MAX_CODE_POINT)
        .filter(c -> PinnedCharacters.category(c) == Character.NON_SPACING_MARK)
        .filter(c -> c < 0xE0100 || c > 0xE01EF)
        .toArray();
  }

  /** Pairs of marks behind a letter. */
  static String pairs(int[] marks, int from) {
    StringBuilder text = new StringBuilder();
    for (int mark : Arrays.copyOfRange(marks, from, Math.min(marks.length, from + MARK_GROUP))) {
      for (int i = 0; i < marks.length; i += MARK_STEP) {
        text.append('q').appendCodePoint(mark).appendCodePoint(marks[i]).appendCodePoint(mark);
      }
    }
    return text.toString();
  }

  /** All characters one after another. */
  public static String everything() {
    StringBuilder text = new StringBuilder();
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  /** Reads code points in hexadecimal. */
  static String text(String codePoints) {
    StringBuilder text = new StringBuilder();
    for (String point : codePoints.split(" ", -1)) {
      text.appendCodePoint(Integer.parseInt(point, 16));
    }
    return text.toString();
  }

  /** Returns a checksum of numbers. */
  public static String checksum(int[] numbers) {
    CRC32 sum = new CRC32();
    for (int number : numbers) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        sum.update(number >>> shift);
      }
    }
    return Long.toHexString(sum.getValue());
  }
}
