package ai.kelix.model.flow;

import org.jspecify.annotations.Nullable;

/** DPM-Solver++ of second order in data prediction (kelix-dit §9.4). */
public final class DpmSolver implements FlowSolver {
  private final float[] times;
  private int step;
  private float @Nullable [] previous;

  /**
   * Prepares the times.
   *
   * @param steps at least 2
   */
  public DpmSolver(int steps) {
    if (steps < 2) {
      throw new IllegalArgumentException("the solver takes at least 2 steps, got " + steps);
    }
    this.times = times(steps);
  }

  /** Returns n + 1 times from nearly 1 to 0. */
  public static float[] times(int steps) {
    float[] times = new float[steps + 1];
    for (int j = 0; j <= steps; j++) {
      float b = (float) FlowSchedule.spaced(1, 0.001, j, steps + 1);
      float w = 1 - b;
      times[steps - j] = 3 * w / (1 + 2 * w);
    }
    return times;
  }

  @Override
  public int steps() {
    return times.length - 1;
  }

  @Override
  public void step(float[] latent, VelocityFunction velocity) {
    double s = times[step];
    double t = times[step + 1];
    float[] v = velocity.at(latent, 1000 * times[step]);
    float[] data = new float[latent.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = latent[i] - times[step] * v[i];
    }
    double h = lambda(t) - lambda(s);
    double phi = Double.isInfinite(h) ? -1 : Math.expm1(-h);
    boolean firstOrder = step == 0 || step == steps() - 1 || previous == null;
    double ratio = firstOrder ? 1 : (lambda(s) - lambda(times[step - 1])) / h;
    for (int i = 0; i < latent.length; i++) {
      double x = data[i];
      if (!firstOrder && previous != null) {
        x += (data[i] - previous[i]) / ratio / 2;
      }
      latent[i] = (float) (t / s * latent[i] - (1 - t) * phi * x);
    }
    previous = data;
    step++;
  }

  private static double lambda(double t) {
    return t == 0 ? Double.POSITIVE_INFINITY : Math.log(1 - t) - Math.log(t);
  }
}
