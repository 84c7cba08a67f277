package ai.kelix.tiny.world.language;

import java.util.List;
import java.util.OptionalInt;

/** The numbers that prompts can say, in words or digits. */
final class Numbers {
  private static final List<String> WORDS = List.of("one", "two", "three", "four");

  private Numbers() {}

  /** Returns the word of 1 … 4. */
  static String word(int number) {
    return WORDS.get(number - 1);
  }

  /** Returns what "a", a word or a digit says; empty if it is no number of 1 … 4. */
  static OptionalInt read(String word) {
    if (word.equals("a") || word.equals("an")) {
      return OptionalInt.of(1);
    }
    int known = WORDS.indexOf(word);
    if (known >= 0) {
      return OptionalInt.of(known + 1);
    }
    boolean digit = word.length() == 1 && word.charAt(0) >= '1' && word.charAt(0) <= '4';
    return digit ? OptionalInt.of(word.charAt(0) - '0') : OptionalInt.empty();
  }
}
