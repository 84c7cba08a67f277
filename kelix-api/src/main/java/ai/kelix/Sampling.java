package ai.kelix;

import java.util.Locale;
import java.util.Objects;

/** How the next block is chosen: the best one, or one by lot. */
public sealed interface Sampling {

  /** The best id of each slot. */
  Sampling GREEDY = new Greedy();

  /** Draws by lot with temperature 0.7, the 50 best ids and a nucleus of 0.9, as the paper does. */
  static Random random() {
    return new Random(Mode.PAPER, 0.7, 50, 0.9);
  }

  /** The best id of each slot. There is nothing to set, and no seed changes anything. */
  record Greedy() implements Sampling {}

  /**
   * Each id is drawn by lot, the likelier the oftener. The same seed, model and backend give the
   * same result; the seed is the request's ({@link UnderstandingOptions}, {@link
   * GenerationOptions}).
   *
   * @param mode what the slots of a block know of each other
   * @param temperature divides the logits; finite and above 0
   * @param topK keeps so many best ids per slot; 0 for all
   * @param topP keeps the ids whose cumulative probability, including their own, stays within; in
   *     (0, 1] (kelix-ar §10.3: narrower than the usual nucleus)
   */
  record Random(Mode mode, double temperature, int topK, double topP) implements Sampling {

    /** Checks the ranges. */
    public Random {
      Objects.requireNonNull(mode, "mode is null");
      boolean warm = temperature > 0 && Double.isFinite(temperature);
      if (!warm || topK < 0 || !(topP > 0 && topP <= 1)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "temperature must be finite and above 0, topK at least 0 and topP in (0, 1], got %s, %s, %s",
                temperature,
                topK,
                topP));
      }
    }

    /** Returns the same in another mode. */
    public Random withMode(Mode other) {
      return new Random(other, temperature, topK, topP);
    }

    /** Returns the same at another temperature. */
    public Random withTemperature(double other) {
      return new Random(mode, other, topK, topP);
    }

    /** Returns the same with another number of best ids; 0 for all. */
    public Random withTopK(int count) {
      return new Random(mode, temperature, count, topP);
    }

    /** Returns the same with another nucleus; 1 for all. */
    public Random withTopP(double nucleus) {
      return new Random(mode, temperature, topK, nucleus);
    }
  }

  /** What the slots of a block know of each other when they are drawn. */
  enum Mode {
    /** Each slot is drawn given the ids drawn before it in the block, as the paper defines. */
    PAPER,
    /**
     * Each slot is drawn given the greedy ids before it, as the reference implementation does
     * (kelix-ar §10.3), for comparison with it.
     */
    REFERENCE
  }
}
