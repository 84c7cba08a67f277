package ai.kelix.tokenizer.text;

import java.util.Arrays;

/**
 * The tokens of a vocabulary by spelling and by id. An open-addressing table finds spellings. Not
 * thread-safe while it grows.
 */
final class TokenTable {
  private final PackedStrings spellings = new PackedStrings();

  /** Ids in the order of spellings. */
  private int[] ids = new int[1 << 8];

  /** One more than the number of the spelling; 0 for ids that have none. */
  private int[] numberOfId = new int[1 << 8];

  /** One more than the number of the spelling; 0 for free places. */
  private int[] slots = new int[1 << 10];

  private int size;

  /**
   * Adds a token.
   *
   * @param id not negative and not yet taken
   * @return whether the spelling is new; nothing changes if not
   */
  boolean add(String spelling, int id) {
    char[] text = spelling.toCharArray();
    int slot = slot(text, 0, text.length);
    if (slots[slot] != 0) {
      return false;
    }
    spellings.add(text, 0, text.length);
    slots[slot] = spellings.count();
    if (spellings.count() > ids.length) {
      ids = Arrays.copyOf(ids, 2 * ids.length);
    }
    ids[spellings.count() - 1] = id;
    if (id >= numberOfId.length) {
      numberOfId = Arrays.copyOf(numberOfId, Math.max(id + 1, 2 * numberOfId.length));
    }
    numberOfId[id] = spellings.count();
    size = Math.max(size, id + 1);
    if (2 * spellings.count() > slots.length) {
      spread();
    }
    return true;
  }

  private void spread() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < spellings.count(); number++) {
      int from = spellings.start(number);
      slots[slot(spellings.characters(), from, spellings.start(number + 1))] = number + 1;
    }
  }

  /** Returns the place of a spelling, or the free one where it belongs. */
  private int slot(char[] text, int from, int to) {
    long hash = HashSeed.VALUE;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0 && !spellings.is(slots[slot] - 1, text, from, to)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Returns the id of a spelling, or −1. */
  int find(String spelling) {
    return find(spelling.toCharArray(), 0, spelling.length());
  }

  /** Returns the id of a spelling, or −1. */
  int find(char[] text, int from, int to) {
    int number = slots[slot(text, from, to)];
    return number == 0 ? -1 : ids[number - 1];
  }

  /** Tells whether a token has this id. */
  boolean has(int id) {
    return id >= 0 && id < size && numberOfId[id] != 0;
  }

  /** Returns the spelling of the token that has this id. */
  String spelling(int id) {
    return spellings.get(numberOfId[id] - 1);
  }

  /** Returns the number of tokens. */
  int count() {
    return spellings.count();
  }

  /** Returns one more than the largest id. */
  int size() {
    return size;
  }
}
