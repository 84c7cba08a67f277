package ai.kelix.tokenizer.text;

import java.util.Arrays;

/**
 * Pairs of ids that merge, with rank and result: an open-addressing table of longs, because a merge
 * is looked up for every pair of neighbours of every word.
 */
final class MergeTable {
  private static final long EMPTY = -1;

  private final long[] pairs;
  private final long[] merges;
  private final int mask;

  MergeTable(int count) {
    int capacity = Integer.highestOneBit(Math.max(8, count) * 4 - 1);
    pairs = new long[capacity];
    merges = new long[capacity];
    mask = capacity - 1;
    Arrays.fill(pairs, EMPTY);
  }

  /** Adds a merge; a pair seen before keeps its first rank. */
  void put(int left, int right, int rank, int merged) {
    long pair = pair(left, right);
    int slot = slot(pair);
    while (pairs[slot] != EMPTY) {
      if (pairs[slot] == pair) {
        return;
      }
      slot = (slot + 1) & mask;
    }
    pairs[slot] = pair;
    merges[slot] = (long) rank << 32 | merged;
  }

  /** Returns rank in the upper and result in the lower half, or −1. */
  long find(int left, int right) {
    long pair = pair(left, right);
    int slot = slot(pair);
    while (pairs[slot] != EMPTY) {
      if (pairs[slot] == pair) {
        return merges[slot];
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private static long pair(int left, int right) {
    return (long) left << 32 | right;
  }

  private int slot(long pair) {
    long mixed = (pair ^ HashSeed.VALUE) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 32) & mask;
  }
}
