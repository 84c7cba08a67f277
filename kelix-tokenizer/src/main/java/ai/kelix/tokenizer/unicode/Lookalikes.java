package ai.kelix.tokenizer.unicode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;

/**
 * Lets regular expressions of the platform see its characters as those of the released tokenizers
 * see them: a character that the platform puts into another general category is replaced by a
 * neighbour about which both agree. Positions stay. Thread-safe.
 */
public final class Lookalikes {
  private final IntUnaryOperator platform;
  private final Map<Integer, Integer> known = new ConcurrentHashMap<>();

  /** Makes the view of the running platform. */
  public Lookalikes() {
    this(Character::getType);
  }

  /**
   * Makes a view.
   *
   * @param platform general category of each code point there, numbered as {@link
   *     Character#getType(int)} does
   */
  Lookalikes(IntUnaryOperator platform) {
    this.platform = platform;
  }

  /** Returns a text of the same length; the same one where all agree. */
  public String of(String text) {
    char[] changed = null;
    int length;
    for (int i = 0; i < text.length(); i += length) {
      int c = text.codePointAt(i);
      length = Character.charCount(c);
      if (c >= PinnedCharacters.FIRST && !agrees(c)) {
        changed = changed == null ? text.toCharArray() : changed;
        Character.toChars(known.computeIfAbsent(c, this::nearest), changed, i);
      }
    }
    return changed == null ? text : new String(changed);
  }

  private boolean agrees(int c) {
    return platform.applyAsInt(c) == PinnedCharacters.category(c);
  }

  /** The nearest neighbour of this category and length, lower ones first; the same one if none. */
  private int nearest(int codePoint) {
    boolean isLong = Character.isSupplementaryCodePoint(codePoint);
    int first = isLong ? Character.MIN_SUPPLEMENTARY_CODE_POINT : PinnedCharacters.FIRST;
    int last = isLong ? Character.MAX_CODE_POINT : Character.MAX_VALUE;
    int wanted = PinnedCharacters.category(codePoint);
    for (int c = codePoint - 1; c >= first; c--) {
      if (PinnedCharacters.category(c) == wanted && agrees(c)) {
        return c;
      }
    }
    for (int c = codePoint + 1; c <= last; c++) {
      if (PinnedCharacters.category(c) == wanted && agrees(c)) {
        return c;
      }
    }
    return codePoint;
  }
}
