package ai.kelix.tokenizer.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One image in a block sequence.
 *
 * @param start index of the vision-start block
 * @param end index of the vision-end block
 */
public record ImageSpan(int start, int end) {

  /** Finds all images: each start takes the first unused end behind it (kelix-ar §11.3). */
  public static List<ImageSpan> find(BlockLayout layout, int[] sequence) {
    List<Integer> ends = positions(layout, sequence, layout.visionEnd());
    List<ImageSpan> spans = new ArrayList<>();
    int used = 0;
    for (int start : positions(layout, sequence, layout.visionStart())) {
      while (used < ends.size() && ends.get(used) <= start) {
        used++;
      }
      if (used == ends.size()) {
        break;
      }
      spans.add(new ImageSpan(start, ends.get(used++)));
    }
    return spans;
  }

  /** Returns the blocks whose first id is the given one. */
  static List<Integer> positions(BlockLayout layout, int[] sequence, int id) {
    List<Integer> found = new ArrayList<>();
    for (int block = 0; block < layout.count(sequence); block++) {
      if (layout.first(sequence, block) == id) {
        found.add(block);
      }
    }
    return found;
  }

  /** Returns the first N ids of each block between the delimiters, row markers included. */
  public int[] ids(BlockLayout layout, int[] sequence) {
    int n = layout.codebooks();
    int[] ids = new int[Math.max(0, end - start - 1) * n];
    for (int i = 0; i < ids.length / n; i++) {
      System.arraycopy(sequence, (start + 1 + i) * layout.width(), ids, i * n, n);
    }
    return ids;
  }

  /**
   * Returns the code indices of the visual blocks alone, N per cell. A code outside its codebook is
   * clamped to it, as the reference does.
   */
  public int[] codes(BlockLayout layout, int[] sequence) {
    int n = layout.codebooks();
    int[] ids = ids(layout, sequence);
    int[] codes = new int[ids.length];
    int count = 0;
    for (int row = 0; row < ids.length / n; row++) {
      if (layout.isVisual(ids[row * n])) {
        for (int j = 0; j < n; j++) {
          int code = ids[row * n + j] - layout.idOf(j, 0);
          codes[count++] = Math.max(0, Math.min(layout.codebookSize() - 1, code));
        }
      }
    }
    return Arrays.copyOf(codes, count);
  }
}
