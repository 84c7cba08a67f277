package ai.kelix.model.llm;

import ai.kelix.tokenizer.block.BlockLayout;
import java.nio.Buffer;
import java.nio.FloatBuffer;

/**
 * Labels and weights of next-block prediction over one sequence, shifted by one block (kelix-ar
 * §12).
 */
public final class BlockLabels {
  /** A slot that does not count. */
  public static final long IGNORED = -100;

  private final BlockLayout layout;
  private final int length;
  private final long[] labels;
  private final float[] weights;
  private final boolean[] visual;

  private BlockLabels(BlockLayout layout, int length) {
    this.layout = layout;
    this.length = length;
    this.labels = new long[length * layout.width()];
    this.weights = new float[length * layout.width()];
    this.visual = new boolean[length];
  }

  /**
   * Labels a sequence.
   *
   * @param sequence whole blocks
   * @param mask for each block whether it is to be predicted
   */
  public static BlockLabels of(BlockLayout layout, int[] sequence, long[] mask) {
    BlockLabels result = new BlockLabels(layout, layout.count(sequence) - 1);
    for (int i = 0; i < result.length; i++) {
      result.label(sequence, i, mask[i + 1] != 0);
    }
    return result;
  }

  private void label(int[] sequence, int i, boolean counts) {
    int m = layout.width();
    visual[i] = layout.isVisual(layout.first(sequence, i + 1));
    float weight = (2 + m) / 2f / (visual[i] ? m : 2);
    boolean open = counts;
    for (int j = 0; j < m; j++) {
      int id = sequence[(i + 1) * m + j];
      labels[i * m + j] = open ? id : IGNORED;
      weights[i * m + j] = open ? weight : 0;
      open &= id != layout.endOfBlock();
    }
  }

  /** Returns the number of predicted blocks, one fewer than the sequence has. */
  public int length() {
    return length;
  }

  /** Returns M. */
  public int width() {
    return layout.width();
  }

  /** Returns labels {@code [length, M]}. */
  public long[] labels() {
    return labels.clone();
  }

  /** Returns weights {@code [length, M]}, 0 where ignored. */
  public float[] weights() {
    return weights.clone();
  }

  /**
   * Computes cross-entropies, 0 where ignored.
   *
   * @param logits {@code [≥ length, slots, classes]} of teacher forcing
   */
  public float[] crossEntropy(FloatBuffer logits, int slots, int classes) {
    float[] result = new float[labels.length];
    float[] row = new float[classes];
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < layout.width(); j++) {
        int label = (int) labels[i * layout.width() + j];
        if (label != IGNORED && j < slots) {
          read(logits, (i * slots + j) * classes, row);
          result[i * layout.width() + j] = (float) negativeLog(row, label);
        }
      }
    }
    return result;
  }

  private static void read(FloatBuffer source, int from, float[] target) {
    FloatBuffer view = source.duplicate();
    Buffer cursor = view;
    cursor.position(from);
    view.get(target);
  }

  private static double negativeLog(float[] logits, int label) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return Math.log(sum) + largest - logits[label];
  }

  /** Returns the training loss: weighted sum over the count of slots that count. */
  public double loss(float[] crossEntropy) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != IGNORED) {
        sum += weights[i] * crossEntropy[i];
        count++;
      }
    }
    return sum / count;
  }

  /** Returns plain means over text slots, visual slots and end-of-block slots; NaN where none. */
  public float[] meansByKind(float[] crossEntropy) {
    double[] sums = new double[3];
    long[] counts = new long[3];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != IGNORED) {
        int kind = labels[i] == layout.endOfBlock() ? 2 : visual[i / layout.width()] ? 1 : 0;
        sums[kind] += crossEntropy[i];
        counts[kind]++;
      }
    }
    float[] means = new float[3];
    for (int kind = 0; kind < 3; kind++) {
      means[kind] = (float) (sums[kind] / counts[kind]);
    }
    return means;
  }
}
