package ai.kelix.tiny.world.dataset;

import java.util.SplittableRandom;

/** Independent randomness for each number and purpose. */
enum Randomness {
  /** Descriptions of training pictures. */
  PICTURE,
  /** Questions about training pictures. */
  QUESTION,
  /** Training prompts. */
  PROMPT,
  /** Questions held out. */
  HELD_OUT_QUESTION,
  /** Prompts held out. */
  HELD_OUT_PROMPT;

  /**
   * Returns the randomness of a number. Seeds are mixed first: {@link SplittableRandom} steps its
   * seed by a constant, so that evenly spaced seeds would give the same numbers shifted.
   */
  SplittableRandom of(long index) {
    long purpose = new SplittableRandom(name().hashCode()).nextLong();
    return new SplittableRandom(new SplittableRandom(purpose ^ index).nextLong());
  }
}
