package ai.kelix.engine;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Random numbers that depend on a seed only, not on platform or backend. Confined to one thread.
 *
 * <p>A request has one seed and a stream of its own for each thing that is drawn, so that how many
 * blocks were drawn changes nothing of the image's noise. {@code NoiseTest} holds their first
 * numbers: a seed gives the same result in later versions too.
 *
 * <p>The reference draws from PyTorch's generator, whose numbers cannot be had from a seed here
 * (kelix-dit §2).
 */
final class Noise {
  private final SplittableRandom random;

  /** What is drawn; each has its own numbers. */
  enum Stream {
    /** Choices among ids. */
    BLOCKS(1, 0),
    /** What an image begins as. */
    LATENT(31, 7);

    private final long factor;
    private final long offset;

    /** The factor is odd, so that different seeds stay different. */
    Stream(long factor, long offset) {
      this.factor = factor;
      this.offset = offset;
    }
  }

  Noise(Stream stream, long seed) {
    random = new SplittableRandom(seed * stream.factor + stream.offset);
  }

  /** Fills a buffer with draws of the standard Gumbel distribution, −log(−log u). */
  void gumbel(FloatBuffer target) {
    for (int i = 0; i < target.limit(); i++) {
      target.put(
          i, (float) -StrictMath.log(-StrictMath.log(random.nextDouble(Double.MIN_NORMAL, 1.0))));
    }
  }

  /** Fills a buffer with draws of the standard normal distribution. */
  void gaussian(FloatBuffer target) {
    for (int i = 0; i < target.limit(); i++) {
      target.put(i, (float) gaussian());
    }
  }

  /** Marsaglia's polar method; Android 8 has no generator of its own in this class. */
  private double gaussian() {
    while (true) {
      double x = random.nextDouble(-1, 1);
      double y = random.nextDouble(-1, 1);
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /** Draws an index with the given probabilities, which sum to 1. */
  int index(float[] probabilities) {
    double left = random.nextDouble();
    int last = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > 0) {
        last = i;
        left -= probabilities[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }
}
