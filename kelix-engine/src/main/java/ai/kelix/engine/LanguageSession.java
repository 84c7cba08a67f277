package ai.kelix.engine;

import ai.kelix.Sampling;
import ai.kelix.tensor.program.HostTensor;

/** One sequence in the language model with its KV cache. Confined to one thread at a time. */
interface LanguageSession extends AutoCloseable {

  /**
   * Consumes blocks.
   *
   * @param ids whole blocks in order, {@code width} ids each
   * @return the un-normalised hidden state after each block, {@code [blocks, D]} (kelix-ar §8.3)
   */
  HostTensor feed(int[] ids);

  /**
   * Chooses the block after the last one consumed.
   *
   * @param sampling how to choose; greedy draws nothing from {@code noise}
   * @param noise source of all randomness
   * @return {@code width} ids
   */
  int[] choose(Sampling sampling, Noise noise);

  /** Returns how many ids a block has. */
  int width();

  /** Returns how many blocks were consumed. */
  int length();

  @Override
  void close();
}
