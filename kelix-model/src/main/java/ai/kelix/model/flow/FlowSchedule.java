package ai.kelix.model.flow;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Noise levels from 1 to 0. Rounding matters, because the model truncates timesteps to integers:
 * levels are spaced in float64, rounded once, and shifted in float32 (kelix-dit §9.1).
 *
 * @param sigmas n + 1 levels, the last 0
 */
public record FlowSchedule(List<Float> sigmas) {
  /** How far the release moves levels towards noise; 1 leaves them where they are. */
  public static final double SHIFT = 3;

  private static final float SMALLEST = 0.001f;

  /** Copies the list. */
  public FlowSchedule {
    sigmas = List.copyOf(sigmas);
  }

  /** The schedule of the released demo: levels from 1 to 1/n, then shifted. */
  public static FlowSchedule linear(int steps) {
    return linear(steps, SHIFT);
  }

  /** The demo's schedule with another shift. */
  public static FlowSchedule linear(int steps, double shift) {
    float[] sigmas = new float[steps + 1];
    for (int i = 0; i < steps; i++) {
      sigmas[i] = shifted((float) spaced(1, 1.0 / steps, i, steps), shift);
    }
    return of(sigmas);
  }

  /**
   * The scheduler's own levels: evenly spaced between the ends of the table of training, which is
   * shifted already, and shifted a second time.
   */
  public static FlowSchedule twiceShifted(int steps, double shift) {
    float[] sigmas = new float[steps + 1];
    double first = 1000.0 * shifted(1, shift);
    double last = 1000.0 * shifted(SMALLEST, shift);
    for (int i = 0; i < steps; i++) {
      double u = spaced(first, last, i, steps) / 1000;
      sigmas[i] = (float) (shift * u / (1 + (shift - 1) * u));
    }
    return of(sigmas);
  }

  private static float shifted(float level, double shift) {
    return (float) shift * level / (1 + (float) (shift - 1) * level);
  }

  private static FlowSchedule of(float[] sigmas) {
    return new FlowSchedule(IntStream.range(0, sigmas.length).mapToObj(i -> sigmas[i]).toList());
  }

  /** Returns value i of n evenly spaced ones, both ends included. */
  static double spaced(double first, double last, int i, int n) {
    if (n == 1) {
      return first;
    }
    return i == n - 1 ? last : first + i * ((last - first) / (n - 1));
  }

  /** Returns the number of steps. */
  public int steps() {
    return sigmas.size() - 1;
  }

  /** Returns the timestep 1000·σ of a step, in [0, 1000]. */
  public float timestep(int step) {
    return 1000 * sigmas.get(step);
  }
}
