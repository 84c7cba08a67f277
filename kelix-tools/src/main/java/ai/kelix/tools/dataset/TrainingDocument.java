package ai.kelix.tools.dataset;

import java.util.Locale;

/** Ids of one document with their targets. Immutable. */
public final class TrainingDocument {
  private final int[] ids;
  private final long[] mask;

  /**
   * Copies ids and targets.
   *
   * @param ids one-dimensional, with placeholders for pictures
   * @param mask 1 for each id that is a target
   * @throws IllegalArgumentException if there is no id, or not one number for each
   */
  public TrainingDocument(int[] ids, long[] mask) {
    if (ids.length == 0 || ids.length != mask.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a document has %d ids and a mask of %d, expected one number for each of at least one"
                  + " id",
              ids.length,
              mask.length));
    }
    this.ids = ids.clone();
    this.mask = mask.clone();
  }

  /** Returns the number of ids. */
  public int length() {
    return ids.length;
  }

  /** Returns the ids. */
  public int[] ids() {
    return ids.clone();
  }

  /** Returns 1 for each id that is a target. */
  public long[] mask() {
    return mask.clone();
  }

  @Override
  public String toString() {
    return "document of " + ids.length + " ids";
  }
}
