package ai.kelix.tools.codebook;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Lloyd's algorithm with distance-weighted seeding, in float32 (kelix-training §2.1.3).
 *
 * <p>Centres that lose all their points are moved to the point farthest from its own centre, so
 * that no code is dead in the beginning (paper: K-means centres initialise the codebooks).
 * Deterministic by seed.
 *
 * @param clusters number of centres K
 * @param rounds of assignment and averaging
 * @param seed of all draws
 */
public record KMeans(int clusters, int rounds, long seed) {

  /**
   * Finds centres.
   *
   * @param points {@code count × width}, row-major; at least one row
   * @param width of a point
   * @return {@code clusters × width}
   */
  public float[] centres(float[] points, int width) {
    return centres(points, width, round -> {});
  }

  /**
   * Finds centres.
   *
   * @param points {@code count × width}, row-major; at least one row
   * @param width of a point
   * @param progress told after each round how many are done
   * @return {@code clusters × width}
   */
  public float[] centres(float[] points, int width, IntConsumer progress) {
    Clustering.requireRows("points", points, width);
    Clustering clustering = new Clustering(points, width, seeded(points, width));
    for (int round = 0; round < rounds; round++) {
      clustering.lloyd();
      clustering.replaceDead();
      progress.accept(round + 1);
    }
    return clustering.centres();
  }

  private float[] seeded(float[] points, int width) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = points.length / width;
    float[] centres = new float[clusters * width];
    float[] nearest = new float[count];
    Arrays.fill(nearest, Float.MAX_VALUE);
    int chosen = random.nextInt(count);
    for (int k = 0; k < clusters; k++) {
      System.arraycopy(points, chosen * width, centres, k * width, width);
      int centre = k;
      IntStream.range(0, count)
          .parallel()
          .forEach(
              i ->
                  nearest[i] =
                      Math.min(nearest[i], Clustering.squared(points, i, centres, centre, width)));
      double total = 0;
      for (float distance : nearest) {
        total += distance;
      }
      chosen = weighted(nearest, total, random);
    }
    return centres;
  }

  private static int weighted(float[] weights, double total, SplittableRandom random) {
    double left = total > 0 ? random.nextDouble(total) : 0;
    for (int i = 0; i < weights.length; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return random.nextInt(weights.length);
  }
}
