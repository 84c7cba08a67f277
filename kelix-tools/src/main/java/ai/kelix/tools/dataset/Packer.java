package ai.kelix.tools.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills packs with documents in reading order (kelix-training §1.6.2): no best fit, nothing split.
 * Not thread-safe.
 */
public final class Packer {
  private final int limit;
  private final List<TrainingDocument> open = new ArrayList<>();
  private int length;

  /**
   * Begins with an empty pack.
   *
   * @param limit most ids of a pack, L_pack
   */
  public Packer(int limit) {
    this.limit = limit;
  }

  /** Tells whether a document fits a pack at all; one that does not must be left out. */
  public boolean fits(TrainingDocument document) {
    return document.length() <= limit;
  }

  /**
   * Adds a document.
   *
   * @return the pack before it if the document had no room there
   * @throws IllegalArgumentException if the document fits no pack
   */
  public Optional<Pack> add(TrainingDocument document) {
    if (!fits(document)) {
      throw new IllegalArgumentException(
          "a " + document + " does not fit a pack of at most " + limit + "; leave it out");
    }
    Optional<Pack> full = length + document.length() > limit ? rest() : Optional.empty();
    open.add(document);
    length += document.length();
    return full;
  }

  /** Returns what has not been given out yet, at the end of the data; empty if there is nothing. */
  public Optional<Pack> rest() {
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Pack pack = Pack.of(open);
    open.clear();
    length = 0;
    return Optional.of(pack);
  }
}
