package ai.kelix.core.flow;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Noise levels from 1 to 0. Rounding matters, because the model truncates timesteps to integers:
 * levels are spaced in float64, rounded once, and shifted in float32 (kelix-dit §9.1).
 *
 * @param sigmas n + 1 levels, the last 0
 */
public record FlowSchedule(List<Float> sigmas) {
  private static final float SHIFT = 3;
  private static final double SMALLEST_DEFAULT = 2.994012;

  /** Copies the list. */
  public FlowSchedule {
    sigmas = List.copyOf(sigmas);
  }

  /** The schedule of the released demo: levels from 1 to 1/n, then shifted. */
  public static FlowSchedule linear(int steps) {
    return shifted(steps, 1, 1.0 / steps);
  }

  /** The scheduler's own levels, which are shifted a second time. */
  public static FlowSchedule twiceShifted(int steps) {
    float[] sigmas = new float[steps + 1];
    for (int i = 0; i < steps; i++) {
      double u = spaced(1000, SMALLEST_DEFAULT, i, steps) / 1000;
      sigmas[i] = (float) (SHIFT * u / (1 + (SHIFT - 1) * u));
    }
    return of(sigmas);
  }

  private static FlowSchedule shifted(int steps, double first, double last) {
    float[] sigmas = new float[steps + 1];
    for (int i = 0; i < steps; i++) {
      float u = (float) spaced(first, last, i, steps);
      sigmas[i] = SHIFT * u / (1 + (SHIFT - 1) * u);
    }
    return of(sigmas);
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
