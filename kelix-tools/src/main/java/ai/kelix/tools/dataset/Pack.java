package ai.kelix.tools.dataset;

import ai.kelix.tensor.program.HostTensor;
import ai.kelix.tensor.type.DType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Documents one behind the other, each of which attends to itself alone (kelix-training §1.6.3).
 * Immutable.
 */
public final class Pack {
  /** The sample index of filling. */
  public static final int FILLING = -1;

  private final int[] ids;
  private final long[] mask;
  private final int[] positions;
  private final int[] samples;
  private final int[] borders;

  private Pack(int[] ids, long[] mask, int[] positions, int[] samples, int[] borders) {
    this.ids = ids;
    this.mask = mask;
    this.positions = positions;
    this.samples = samples;
    this.borders = borders;
  }

  /** Joins documents, at least one. */
  public static Pack of(List<TrainingDocument> documents) {
    int[] borders = new int[documents.size() + 1];
    for (int d = 0; d < documents.size(); d++) {
      borders[d + 1] = borders[d] + documents.get(d).length();
    }
    int length = borders[documents.size()];
    Pack pack =
        new Pack(new int[length], new long[length], new int[length], new int[length], borders);
    for (int d = 0; d < documents.size(); d++) {
      pack.put(documents.get(d), d);
    }
    return pack;
  }

  private void put(TrainingDocument document, int index) {
    int from = borders[index];
    int count = document.length();
    System.arraycopy(document.ids(), 0, ids, from, count);
    System.arraycopy(document.mask(), 0, mask, from, count);
    Arrays.fill(samples, from, from + count, index);
    for (int i = 0; i < count; i++) {
      positions[from + i] = i;
    }
  }

  /**
   * Fills the pack up to a multiple with one more segment that is no target (§1.6.4); a pack that
   * is one already stays as it is.
   *
   * @param multiple of which the length becomes one
   * @param filling id
   */
  public Pack filledTo(int multiple, int filling) {
    int length = Math.multiplyExact((ids.length + multiple - 1) / multiple, multiple);
    if (length == ids.length) {
      return this;
    }
    int[] all = Arrays.copyOf(ids, length);
    Arrays.fill(all, ids.length, length, filling);
    int[] whose = Arrays.copyOf(samples, length);
    Arrays.fill(whose, ids.length, length, FILLING);
    int[] segments = Arrays.copyOf(borders, borders.length + 1);
    segments[borders.length] = length;
    return new Pack(
        all, Arrays.copyOf(mask, length), Arrays.copyOf(positions, length), whose, segments);
  }

  /** Returns the ids, {@code [L]}. */
  public int[] ids() {
    return ids.clone();
  }

  /** Returns 1 for each id that is a target, {@code [L]}. */
  public long[] mask() {
    return mask.clone();
  }

  /** Returns positions that begin again with each document; filling has 0 throughout. */
  public int[] positions() {
    return positions.clone();
  }

  /** Returns for each id the number of its document in the pack, or {@link #FILLING}. */
  public int[] samples() {
    return samples.clone();
  }

  /** Returns the first position of each segment, then the length ({@code cu_seqlens}). */
  public int[] borders() {
    return borders.clone();
  }

  /**
   * Returns which position may attend to which, U8 {@code [L, L]}: 1 where a query (row) sees a key
   * (column), those of its own segment up to itself.
   */
  public HostTensor attention() {
    int length = ids.length;
    HostTensor sees = HostTensor.allocate(DType.U8, length, length);
    IntStream.range(1, borders.length)
        .forEach(
            s -> {
              for (int query = borders[s - 1]; query < borders[s]; query++) {
                for (int key = borders[s - 1]; key <= query; key++) {
                  sees.data().put(query * length + key, (byte) 1);
                }
              }
            });
    return sees;
  }
}
