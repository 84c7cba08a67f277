package ai.kelix.model.loss;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.Arrays;
import java.util.Locale;

/**
 * A pack as the network reads it: its documents side by side, so that each begins at position 0 and
 * attends to itself alone (kelix-training §1.6.3).
 *
 * @param blocks {@code [documents, longest, M]}; behind its end a document repeats its last block,
 *     which nothing before it sees
 * @param rows where each block of the pack lies among the flat documents, {@code [length]}
 */
public record PackedBlocks(HostTensor blocks, HostTensor rows) {

  /**
   * Lays a pack out.
   *
   * @param sequence whole blocks
   * @param borders first block of each document, then the length of the pack ({@code cu_seqlens})
   * @throws IllegalArgumentException if the borders do not rise from 0 to the number of blocks
   */
  public static PackedBlocks of(BlockLayout layout, int[] sequence, int... borders) {
    int documents = borders.length - 1;
    requireBorders(borders, layout.count(sequence));
    int longest = 0;
    for (int d = 0; d < documents; d++) {
      longest = Math.max(longest, borders[d + 1] - borders[d]);
    }
    int m = layout.width();
    long[] blocks = new long[documents * longest * m];
    long[] rows = new long[layout.count(sequence)];
    for (int d = 0; d < documents; d++) {
      for (int l = 0; l < longest; l++) {
        int from = Math.min(borders[d] + l, borders[d + 1] - 1);
        int to = d * longest + l;
        for (int j = 0; j < m; j++) {
          blocks[to * m + j] = sequence[from * m + j];
        }
        if (borders[d] + l == from) {
          rows[from] = to;
        }
      }
    }
    return new PackedBlocks(
        HostTensor.of(blocks, documents, longest, m), HostTensor.of(rows, rows.length));
  }

  private static void requireBorders(int[] borders, int count) {
    boolean fits = borders.length > 1 && borders[0] == 0 && borders[borders.length - 1] == count;
    for (int d = 1; d < borders.length; d++) {
      fits &= borders[d] > borders[d - 1];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "documents with borders %s do not make up a pack of %d blocks; borders rise from 0 to"
                  + " the number of blocks",
              Arrays.toString(borders),
              count));
    }
  }
}
