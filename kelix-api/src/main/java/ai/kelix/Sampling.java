package ai.kelix;

/**
 * How the next block is chosen.
 *
 * @param mode greedy, or which way of drawing
 * @param temperature divides the logits; above 0. Ignored when greedy
 * @param topK keeps so many best ids per slot; 0 for all. Ignored when greedy
 * @param topP keeps the ids whose cumulative probability, including their own, stays within; in (0,
 *     1]. Ignored when greedy (kelix-ar §10.3: narrower than the usual nucleus)
 * @param seed the same seed, model and backend give the same result
 */
public record Sampling(Mode mode, double temperature, int topK, double topP, long seed) {

  /** Ways of choosing. */
  public enum Mode {
    /** The best id of each slot. */
    GREEDY,
    /** Each slot is drawn given the ids drawn before it in the block, as the paper defines. */
    PAPER,
    /**
     * Each slot is drawn given the greedy ids before it, as the reference implementation does
     * (kelix-ar §10.3), for comparison with it.
     */
    REFERENCE
  }

  /** The best id of each slot. */
  public static final Sampling GREEDY = new Sampling(Mode.GREEDY, 1, 0, 1, 0);

  /** Checks the ranges. */
  public Sampling {
    if (!(temperature > 0) || topK < 0 || !(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              "temperature must be above 0, topK at least 0 and topP in (0, 1], got %s, %s, %s",
              temperature, topK, topP));
    }
  }

  /** Draws with temperature 0.7, the 50 best ids and a nucleus of 0.9, the reference's defaults. */
  public static Sampling withSeed(long seed) {
    return new Sampling(Mode.PAPER, 0.7, 50, 0.9, seed);
  }
}
