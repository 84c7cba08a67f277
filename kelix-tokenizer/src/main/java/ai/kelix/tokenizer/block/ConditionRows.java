package ai.kelix.tokenizer.block;

import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which hidden states condition the image decoder (kelix-ar §11.5, kelix-dit §3): the rows of the
 * blocks from vision start to vision end, both included; of an unfinished image all from its start.
 *
 * @param rows indices of blocks, at most the maximal length
 * @param length rows before they were cut
 */
public record ConditionRows(List<Integer> rows, int length) {

  /** Copies the list. */
  public ConditionRows {
    rows = List.copyOf(rows);
  }

  /**
   * Selects rows.
   *
   * @param sequence prompt and generated blocks
   * @param states number of hidden states, one for each block consumed
   * @param maxLength most rows to keep
   * @param delimiters whether delimiters and row markers count too
   * @throws IllegalArgumentException if no image was begun
   */
  public static ConditionRows select(
      BlockLayout layout, int[] sequence, int states, int maxLength, boolean delimiters) {
    List<Integer> starts = ImageSpan.positions(layout, sequence, layout.visionStart());
    List<Integer> ends = ImageSpan.positions(layout, sequence, layout.visionEnd());
    if (starts.isEmpty()) {
      throw new IllegalArgumentException("the sequence has no vision start: no image was begun");
    }
    int start = starts.get(0);
    if (starts.size() != ends.size()) {
      int available = Math.min(maxLength, states - start);
      return new ConditionRows(
          IntStream.range(start, start + available).boxed().toList(), available);
    }
    List<Integer> rows = new ArrayList<>();
    // The last block of a sequence is never consumed, so its state may be missing.
    int last = Math.min(ends.get(0), states - 1);
    for (int row = start; row <= last; row++) {
      if (delimiters || layout.isVisual(layout.first(sequence, row))) {
        rows.add(row);
      }
    }
    return new ConditionRows(rows.subList(0, Math.min(rows.size(), maxLength)), rows.size());
  }

  /**
   * Gathers the selected hidden states, followed by zero rows.
   *
   * @param states one row for each block consumed
   * @param width numbers in a row
   * @param paddedLength rows of the result, at least as many as were selected
   */
  public float[] gather(FloatBuffer states, int width, int paddedLength) {
    float[] gathered = new float[paddedLength * width];
    FloatBuffer view = states.duplicate();
    Buffer cursor = view;
    for (int i = 0; i < rows.size(); i++) {
      cursor.position(rows.get(i) * width);
      view.get(gathered, i * width, width);
    }
    return gathered;
  }

  /** Returns 1 for each selected row and 0 for the padding behind them. */
  public long[] mask(int paddedLength) {
    long[] mask = new long[paddedLength];
    Arrays.fill(mask, 0, rows.size(), 1);
    return mask;
  }
}
