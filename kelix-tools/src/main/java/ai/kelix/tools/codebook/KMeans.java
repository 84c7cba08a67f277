package ai.kelix.tools.codebook;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Lloyd's algorithm with distance-weighted seeding, in float32.
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
    int count = points.length / width;
    if (count == 0 || points.length % width != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "points of width %d cannot be cut from %d numbers",
              width,
              points.length));
    }
    SplittableRandom random = new SplittableRandom(seed);
    float[] centres = seeded(points, width, count, random);
    int[] owner = new int[count];
    float[] distance = new float[count];
    for (int round = 0; round < rounds; round++) {
      assign(points, centres, width, owner, distance);
      average(points, centres, width, owner, distance);
      progress.accept(round + 1);
    }
    return centres;
  }

  private float[] seeded(float[] points, int width, int count, SplittableRandom random) {
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
              i -> nearest[i] = Math.min(nearest[i], squared(points, i, centres, centre, width)));
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

  private void assign(float[] points, float[] centres, int width, int[] owner, float[] distance) {
    IntStream.range(0, owner.length)
        .parallel()
        .forEach(i -> assign(points, centres, width, owner, distance, i));
  }

  private void assign(
      float[] points, float[] centres, int width, int[] owner, float[] distance, int i) {
    float best = Float.MAX_VALUE;
    for (int k = 0; k < clusters; k++) {
      float d = squared(points, i, centres, k, width);
      if (d < best) {
        best = d;
        owner[i] = k;
      }
    }
    distance[i] = best;
  }

  private void average(float[] points, float[] centres, int width, int[] owner, float[] distance) {
    double[] sums = new double[centres.length];
    int[] members = new int[clusters];
    for (int i = 0; i < owner.length; i++) {
      members[owner[i]]++;
      for (int d = 0; d < width; d++) {
        sums[owner[i] * width + d] += points[i * width + d];
      }
    }
    for (int k = 0; k < clusters; k++) {
      if (members[k] == 0) {
        int farthest = farthest(distance);
        System.arraycopy(points, farthest * width, centres, k * width, width);
        distance[farthest] = 0;
        continue;
      }
      for (int d = 0; d < width; d++) {
        centres[k * width + d] = (float) (sums[k * width + d] / members[k]);
      }
    }
  }

  private static int farthest(float[] distance) {
    int best = 0;
    for (int i = 1; i < distance.length; i++) {
      if (distance[i] > distance[best]) {
        best = i;
      }
    }
    return best;
  }

  private static float squared(float[] points, int i, float[] centres, int k, int width) {
    float sum = 0;
    for (int d = 0; d < width; d++) {
      float difference = points[i * width + d] - centres[k * width + d];
      sum += difference * difference;
    }
    return sum;
  }
}
