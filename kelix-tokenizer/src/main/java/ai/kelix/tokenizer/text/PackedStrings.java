package ai.kelix.tokenizer.text;

import java.util.Arrays;

/**
 * Many short strings in one array, numbered as they come: an object for each would take most of the
 * time in which a large vocabulary is read. Not thread-safe while it grows.
 */
final class PackedStrings {
  private char[] characters = new char[1 << 10];
  private int[] ends = new int[1 << 8];
  private int count;

  /** Appends a string. */
  void add(String text) {
    int start = room(text.length());
    text.getChars(0, text.length(), characters, start);
  }

  /** Appends a string. */
  void add(char[] text, int from, int length) {
    int start = room(length);
    System.arraycopy(text, from, characters, start, length);
  }

  /** Makes room, perhaps in a new array, and returns where it begins. */
  private int room(int length) {
    int start = start(count);
    int end = Math.addExact(start, length);
    if (end > characters.length) {
      characters = Arrays.copyOf(characters, Math.max(end, 2 * characters.length));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = end;
    return start;
  }

  int count() {
    return count;
  }

  /** Returns where a string begins in {@link #characters}; it ends where the next one begins. */
  int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  /** Returns the characters of all strings, to be read only, and only until one is added. */
  char[] characters() {
    return characters;
  }

  /** Tells whether a string is this one. */
  boolean is(int number, char[] text, int from, int to) {
    int start = start(number);
    if (start(number + 1) - start != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (characters[start + i - from] != text[i]) {
        return false;
      }
    }
    return true;
  }

  String get(int number) {
    return new String(characters, start(number), start(number + 1) - start(number));
  }
}
