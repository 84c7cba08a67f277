package ai.kelix.tokenizer.text;

import java.util.SplittableRandom;

/** Unicode as it comes: all planes, combining marks, emoji, controls, halves of pairs. */
final class RandomText {
  private static final int[][] RANGES = {
    {0x20, 0x7E},
    {0x00, 0x1F},
    {0xA0, 0x24F},
    {0x300, 0x36F},
    {0x370, 0x58F},
    {0x590, 0x6FF},
    {0x900, 0xDFF},
    {0x1100, 0x11FF},
    {0x2000, 0x206F},
    {0x3040, 0x30FF},
    {0x4E00, 0x9FFF},
    {0xAC00, 0xD7A3},
    {0xE000, 0xF8FF},
    {0xFE00, 0xFE0F},
    {0xFFF0, 0xFFFF},
    {0x1F300, 0x1FAFF},
    {0x20000, 0x2A6DF},
    {0xE0000, 0xE007F},
    {0x10FF00, 0x10FFFF}
  };
  private static final int[] SURROGATES = {0xD800, 0xDFFF};

  private final SplittableRandom random;

  RandomText(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Returns text that can be written in UTF-8. */
  String sound() {
    return text(RANGES.length);
  }

  /** Returns text that may hold surrogates without their partner. */
  String torn() {
    return text(RANGES.length + 3);
  }

  private String text(int kinds) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      int kind = random.nextInt(kinds);
      int[] range = kind < RANGES.length ? RANGES[kind] : SURROGATES;
      text.appendCodePoint(random.nextInt(range[0], range[1] + 1));
    }
    return text.toString();
  }
}
