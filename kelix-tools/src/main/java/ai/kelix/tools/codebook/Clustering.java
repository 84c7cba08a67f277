package ai.kelix.tools.codebook;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * K-means under way: points, centres and who belongs to whom (kelix-training §2.1.3). The nearest
 * centre by squared Euclidean distance in float32 owns a point, on ties the one with the lowest
 * index. Deterministic. Not thread-safe, though searches use several threads.
 */
public final class Clustering {
  private final float[] points;
  private final int width;
  private final float[] centres;
  private final long[] counts;
  private final int[] owners;
  private final float[] distances;

  /**
   * Begins with given centres.
   *
   * @param points {@code count × width}, row-major; at least one row; not copied
   * @param width of a point
   * @param start first centres, {@code clusters × width}, row-major
   * @throws IllegalArgumentException if points or centres are not whole rows
   */
  public Clustering(float[] points, int width, float[] start) {
    requireRows("points", points, width);
    requireRows("centres", start, width);
    this.points = points;
    this.width = width;
    this.centres = start.clone();
    this.counts = new long[start.length / width];
    this.owners = new int[points.length / width];
    this.distances = new float[owners.length];
  }

  static void requireRows(String what, float[] numbers, int width) {
    if (numbers.length == 0 || numbers.length % width != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s of width %d cannot be cut from %d numbers",
              what,
              width,
              numbers.length));
    }
  }

  /** One iteration of Lloyd: every centre becomes the mean of its points; without any it stays. */
  public void lloyd() {
    assign(0, owners.length);
    Arrays.fill(counts, 0);
    double[] sums = new double[centres.length];
    add(0, owners.length, sums, counts);
    for (int k = 0; k < counts.length; k++) {
      for (int d = 0; d < width && counts[k] > 0; d++) {
        centres[k * width + d] = (float) (sums[k * width + d] / counts[k]);
      }
    }
  }

  /**
   * One mini-batch update: each centre moves towards the mean of its points of the batch by their
   * share in all that it ever owned.
   *
   * @param from first point of the batch
   * @param to behind the last
   */
  public void batch(int from, int to) {
    assign(from, to);
    double[] sums = new double[centres.length];
    long[] members = new long[counts.length];
    add(from, to, sums, members);
    for (int k = 0; k < counts.length; k++) {
      counts[k] += members[k];
      for (int d = 0; d < width && members[k] > 0; d++) {
        double centre = centres[k * width + d];
        double mean = sums[k * width + d] / members[k];
        centres[k * width + d] = (float) (centre + (mean - centre) * members[k] / counts[k]);
      }
    }
  }

  /** Moves each centre without points to the point that was farthest from its own centre. */
  public void replaceDead() {
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] == 0) {
        int farthest = farthest();
        System.arraycopy(points, farthest * width, centres, k * width, width);
        distances[farthest] = 0;
      }
    }
  }

  private int farthest() {
    int best = 0;
    for (int i = 1; i < distances.length; i++) {
      if (distances[i] > distances[best]) {
        best = i;
      }
    }
    return best;
  }

  private void add(int from, int to, double[] sums, long[] members) {
    for (int i = from; i < to; i++) {
      members[owners[i]]++;
      for (int d = 0; d < width; d++) {
        sums[owners[i] * width + d] += points[i * width + d];
      }
    }
  }

  private void assign(int from, int to) {
    IntStream.range(from, to).parallel().forEach(this::assign);
  }

  private void assign(int i) {
    float best = Float.MAX_VALUE;
    for (int k = 0; k < counts.length; k++) {
      float d = squared(points, i, centres, k, width);
      if (d < best) {
        best = d;
        owners[i] = k;
      }
    }
    distances[i] = best;
  }

  static float squared(float[] points, int i, float[] centres, int k, int width) {
    float sum = 0;
    for (int d = 0; d < width; d++) {
      float difference = points[i * width + d] - centres[k * width + d];
      sum += difference * difference;
    }
    return sum;
  }

  /** Returns the centres, {@code clusters × width}. */
  public float[] centres() {
    return centres.clone();
  }

  /** Returns how many points each centre owned, in the last iteration or in all batches. */
  public long[] counts() {
    return counts.clone();
  }

  /** Returns the owner of each point among the present centres. */
  public int[] owners() {
    assign(0, owners.length);
    return owners.clone();
  }

  /** Returns the mean squared distance of all points to the present centres. */
  public double meanSquaredDistance() {
    assign(0, owners.length);
    double sum = 0;
    for (float distance : distances) {
      sum += distance;
    }
    return sum / distances.length;
  }
}
