package ai.kelix.training.run;

/** The learning rate of each step; see kelix-dit §10.5 for the shapes. */
@FunctionalInterface
public interface LearningRate {

  /** Returns the rate of step 0, 1, … */
  double at(long step);

  /**
   * Linear warm-up from near zero, then half a cosine down to a floor, then the floor.
   *
   * @param peak rate after the warm-up
   * @param floor final rate
   * @param warmup steps of warm-up
   * @param total steps until the floor is reached
   */
  static LearningRate cosine(double peak, double floor, long warmup, long total) {
    return step -> {
      if (step < warmup) {
        return peak * (step + 1) / warmup;
      }
      double progress = Math.min(1.0, (double) (step - warmup) / Math.max(1, total - warmup));
      return floor + (peak - floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
    };
  }
}
