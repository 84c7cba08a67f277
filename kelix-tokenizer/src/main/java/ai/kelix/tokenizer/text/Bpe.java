package ai.kelix.tokenizer.text;

import java.util.PriorityQueue;

/**
 * Merges the bytes of one word, best rank first, leftmost first among equals. A heap of candidate
 * merges over a linked list keeps adversarial words at n·log n.
 */
final class Bpe {
  private final int[] byteIds;
  private final MergeTable merges;

  Bpe(int[] byteIds, MergeTable merges) {
    this.byteIds = byteIds;
    this.merges = merges;
  }

  void encode(byte[] word, IdList out) {
    int count = word.length;
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = byteIds[word[i] & 0xFF];
    }
    if (count > 1) {
      merge(ids, count);
    }
    for (int i = 0; i < count; i++) {
      if (ids[i] >= 0) {
        out.add(ids[i]);
      }
    }
  }

  /** Merges in place: consumed positions become −1. */
  private void merge(int[] ids, int count) {
    int[] next = new int[count];
    int[] previous = new int[count];
    for (int i = 0; i < count; i++) {
      next[i] = i + 1 < count ? i + 1 : -1;
      previous[i] = i - 1;
    }
    PriorityQueue<Candidate> heap = new PriorityQueue<>();
    for (int i = 0; i + 1 < count; i++) {
      offer(heap, ids, i, i + 1);
    }
    for (Candidate best = heap.poll(); best != null; best = heap.poll()) {
      int left = best.position;
      int right = ids[left] < 0 ? -1 : next[left];
      if (right < 0 || ids[left] != best.left || ids[right] != best.right) {
        continue;
      }
      ids[left] = best.merged;
      ids[right] = -1;
      next[left] = next[right];
      if (next[right] >= 0) {
        previous[next[right]] = left;
        offer(heap, ids, left, next[left]);
      }
      if (previous[left] >= 0) {
        offer(heap, ids, previous[left], left);
      }
    }
  }

  private void offer(PriorityQueue<Candidate> heap, int[] ids, int left, int right) {
    long merge = merges.find(ids[left], ids[right]);
    if (merge >= 0) {
      heap.add(new Candidate((int) (merge >>> 32), left, ids[left], ids[right], (int) merge));
    }
  }

  private record Candidate(int rank, int position, int left, int right, int merged)
      implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byRank = Integer.compare(rank, other.rank);
      return byRank != 0 ? byRank : Integer.compare(position, other.position);
    }
  }
}
