package ai.kelix;

/**
 * How an answer is produced.
 *
 * @param maxBlocks upper limit of new blocks, at least 1
 * @param sampling how blocks are chosen
 * @param stopRule when generation ends
 */
public record UnderstandingOptions(int maxBlocks, Sampling sampling, StopRule stopRule) {

  /** At most 256 blocks, greedy, corrected stop rule. */
  public static final UnderstandingOptions DEFAULTS =
      new UnderstandingOptions(256, Sampling.GREEDY, StopRule.CORRECTED);

  /** Checks the range. */
  public UnderstandingOptions {
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
    return new UnderstandingOptions(limit, sampling, stopRule);
  }

  /** Returns the same with another way of choosing. */
  public UnderstandingOptions withSampling(Sampling other) {
    return new UnderstandingOptions(maxBlocks, other, stopRule);
  }

  /** Returns the same with another stop rule. */
  public UnderstandingOptions withStopRule(StopRule other) {
    return new UnderstandingOptions(maxBlocks, sampling, other);
  }
}
