package ai.kelix.model.loss;

import ai.kelix.tensor.program.HostTensor;

/**
 * Blocks to be predicted that are of one kind and have the same number of slots.
 *
 * @param visual whether they are visual blocks
 * @param positions before the blocks, rows of a flat sequence, {@code [P]}
 * @param given ids from which the slots behind the first are predicted, {@code [P, slots − 1]}
 * @param ids labels of the slots, {@code [P, slots]}
 * @param weights of each slot of a block, {@code [P]}
 */
public record TargetBlocks(
    boolean visual, HostTensor positions, HostTensor given, HostTensor ids, HostTensor weights) {

  /** Returns the number of slots of each block. */
  public int slots() {
    return Math.toIntExact(ids.sizes()[1]);
  }
}
