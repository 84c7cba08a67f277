package ai.kelix.model.loss;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tokenizer.block.BlockLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What next-block prediction asks of a sequence: labels and weights of every slot, shifted by one
 * block (kelix-ar §12, kelix-training §3.1.1). Immutable.
 *
 * <p>The sequence may be a pack of documents if the mask is 0 where each of them begins. Slots
 * count up to and including the first end of block, in blocks whose mask is set.
 */
public final class NextBlockTargets {
  /** A slot that does not count. */
  public static final long IGNORED = -100;

  private final BlockLayout layout;
  private final int length;
  private final long[] labels;
  private final float[] weights;
  private final boolean[] visual;
  private final List<TargetBlocks> blocks;

  /** How much the slots of a block weigh. */
  public enum SlotWeights {
    /** Every block has the same weight in all, whatever its kind: (2 + M) / 2. */
    BLOCKS_ALIKE,
    /** Every slot weighs 1. */
    NONE
  }

  private NextBlockTargets(BlockLayout layout, int[] sequence, long[] mask, SlotWeights weighing) {
    this.layout = layout;
    this.length = layout.count(sequence) - 1;
    this.labels = new long[length * layout.width()];
    this.weights = new float[length * layout.width()];
    this.visual = new boolean[length];
    for (int i = 0; i < length; i++) {
      label(sequence, i, mask[i + 1] != 0, weighing);
    }
    this.blocks = grouped(sequence);
  }

  /**
   * Labels a sequence with the weights of the reference.
   *
   * @param sequence whole blocks, at least one
   * @param mask for each block whether it is to be predicted
   */
  public static NextBlockTargets of(BlockLayout layout, int[] sequence, long[] mask) {
    return of(layout, sequence, mask, SlotWeights.BLOCKS_ALIKE);
  }

  /**
   * Labels a sequence.
   *
   * @param sequence whole blocks, at least one
   * @param mask for each block whether it is to be predicted
   * @throws IllegalArgumentException if the mask has another length
   */
  public static NextBlockTargets of(
      BlockLayout layout, int[] sequence, long[] mask, SlotWeights weighing) {
    if (layout.count(sequence) != mask.length || mask.length == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d blocks have a mask of %d, expected one number for each of at least one block",
              layout.count(sequence),
              mask.length));
    }
    return new NextBlockTargets(layout, sequence, mask, weighing);
  }

  private void label(int[] sequence, int i, boolean counts, SlotWeights weighing) {
    int m = layout.width();
    visual[i] = layout.isVisual(layout.first(sequence, i + 1));
    boolean alike = weighing == SlotWeights.BLOCKS_ALIKE;
    float weight = alike ? (2 + m) / 2f / (visual[i] ? m : 2) : 1;
    boolean open = counts;
    for (int j = 0; j < m; j++) {
      int id = sequence[(i + 1) * m + j];
      labels[i * m + j] = open ? id : IGNORED;
      weights[i * m + j] = open ? weight : 0;
      open &= id != layout.endOfBlock();
    }
  }

  /** Blocks of one kind with the same number of slots go through the block decoder together. */
  private List<TargetBlocks> grouped(int[] sequence) {
    Map<Integer, List<Integer>> bySlots = new TreeMap<>();
    for (int i = 0; i < length; i++) {
      int slots = slots(i);
      if (slots > 0) {
        int key = 2 * slots + (visual[i] ? 1 : 0);
        bySlots.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
      }
    }
    List<TargetBlocks> groups = new ArrayList<>();
    bySlots.forEach((key, rows) -> groups.add(group(sequence, rows, key / 2, key % 2 == 1)));
    return List.copyOf(groups);
  }

  private int slots(int block) {
    int m = layout.width();
    int slots = 0;
    while (slots < m && labels[block * m + slots] != IGNORED) {
      slots++;
    }
    return slots;
  }

  private TargetBlocks group(int[] sequence, List<Integer> rows, int slots, boolean isVisual) {
    int m = layout.width();
    long[] ids = new long[rows.size() * slots];
    long[] given = new long[rows.size() * (slots - 1)];
    float[] weight = new float[rows.size()];
    for (int r = 0; r < rows.size(); r++) {
      int i = rows.get(r);
      weight[r] = weights[i * m];
      System.arraycopy(labels, i * m, ids, r * slots, slots);
      int first = layout.first(sequence, i + 1);
      for (int j = 0; j < slots - 1; j++) {
        // All slots of a text block enter as its first id does (kelix-ar §7.3).
        given[r * (slots - 1) + j] = isVisual ? ids[r * slots + j] : Math.max(0, first);
      }
    }
    long[] positions = rows.stream().mapToLong(Integer::longValue).toArray();
    int count = rows.size();
    return new TargetBlocks(
        isVisual,
        HostTensor.of(positions, count),
        HostTensor.of(given, count, slots - 1L),
        HostTensor.of(ids, count, slots),
        HostTensor.of(weight, count));
  }

  /** Returns the number of predicted blocks, one fewer than the sequence has. */
  public int length() {
    return length;
  }

  /** Returns labels {@code [length, M]}. */
  public HostTensor labels() {
    return HostTensor.of(labels, length, layout.width());
  }

  /** Returns weights {@code [length, M]}, 0 where ignored. */
  public HostTensor weights() {
    return HostTensor.of(weights, length, layout.width());
  }

  /** Returns n, the slots that count. */
  public long count() {
    return Arrays.stream(labels).filter(label -> label != IGNORED).count();
  }

  /** Returns the blocks that count, those with the same number of slots together. */
  public List<TargetBlocks> blocks() {
    return blocks;
  }

  /**
   * Lays values of the slots of {@link #blocks} out as {@link #labels} are, 0 where ignored.
   *
   * @param values for each of {@link #blocks} {@code [P, k, width]}, k at most its slots
   * @param width numbers of a slot
   * @return {@code [length, M, width]}
   */
  public HostTensor laidOut(List<float[]> values, int width) {
    int m = layout.width();
    float[] whole = new float[length * m * width];
    for (int g = 0; g < blocks.size(); g++) {
      long[] positions = blocks.get(g).positions().longs();
      int each = values.get(g).length / positions.length;
      for (int r = 0; r < positions.length; r++) {
        int to = Math.toIntExact(positions[r]) * m * width;
        System.arraycopy(values.get(g), r * each, whole, to, each);
      }
    }
    return HostTensor.of(whole, length, m, width);
  }

  /**
   * Returns plain means over text slots, visual slots and end-of-block slots (kelix-training
   * §5.10); NaN where there are none.
   *
   * @param crossEntropy {@code [length, M]}
   */
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
