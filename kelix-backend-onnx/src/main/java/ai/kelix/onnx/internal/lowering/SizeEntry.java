package ai.kelix.onnx.internal.lowering;

import ai.kelix.tensor.type.Dim;

/** One entry of a vector of sizes; besides sizes, operators give meanings to 0, 1 and −1. */
sealed interface SizeEntry {

  /** Returns the entry of a size. */
  static SizeEntry of(Dim dim) {
    return dim.isFixed() ? new Known(dim.size()) : new Computed(dim);
  }

  /**
   * A number known now.
   *
   * @param number any meaning that the operator gives it
   */
  record Known(long number) implements SizeEntry {}

  /**
   * A size that only a run knows.
   *
   * @param dim symbolic
   */
  record Computed(Dim dim) implements SizeEntry {}
}
