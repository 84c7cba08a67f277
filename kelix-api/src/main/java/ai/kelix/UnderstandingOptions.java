package ai.kelix;

import java.util.Objects;
import java.util.Optional;

/**
 * How an answer is produced. What an option says nothing about stays as it was: each setting acts
 * on its own.
 *
 * @param maxBlocks upper limit of new blocks, at least 1
 * @param sampling how blocks are chosen; empty for as the model wants: words as {@link
 *     ModelInfo#answering} says, a picture inside the answer as {@link ModelInfo#drawing}
 * @param seed draws the blocks where they are drawn by lot; the best ones need none
 * @param stopRule when generation ends
 */
public record UnderstandingOptions(
    int maxBlocks, Optional<Sampling> sampling, long seed, StopRule stopRule) {

  /** At most 256 blocks, chosen as the model wants, seed 0, corrected stop rule. */
  public static final UnderstandingOptions DEFAULTS =
      new UnderstandingOptions(256, Optional.empty(), 0, StopRule.CORRECTED);

  /** Checks the range. */
  public UnderstandingOptions {
    Objects.requireNonNull(sampling, "sampling is null");
    Objects.requireNonNull(stopRule, "stopRule is null");
    if (maxBlocks < 1) {
      throw new IllegalArgumentException("maxBlocks must be at least 1, got " + maxBlocks);
    }
  }

  /** When generation ends. */
  public enum StopRule {
    /** At the first end-of-turn block, after at most {@code maxBlocks} new blocks. */
    CORRECTED,
    /**
     * As the reference does (kelix-ar §10.2): one block more than the limit, and the first new
     * block is not tested for the end.
     */
    REFERENCE
  }

  /** Returns the same with another limit. */
  public UnderstandingOptions withMaxBlocks(int limit) {
    return new UnderstandingOptions(limit, sampling, seed, stopRule);
  }

  /** Returns the same with blocks chosen so, whatever the model wants. */
  public UnderstandingOptions withSampling(Sampling other) {
    Objects.requireNonNull(other, "sampling is null");
    return new UnderstandingOptions(maxBlocks, Optional.of(other), seed, stopRule);
  }

  /** Returns the same with another seed. */
  public UnderstandingOptions withSeed(long other) {
    return new UnderstandingOptions(maxBlocks, sampling, other, stopRule);
  }

  /** Returns the same with another stop rule. */
  public UnderstandingOptions withStopRule(StopRule other) {
    return new UnderstandingOptions(maxBlocks, sampling, seed, other);
  }
}
