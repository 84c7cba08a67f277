package ai.kelix.tensor.gradient;

/** Learning rates as multiples of the peak, one for each step (kelix-dit §10.5). */
@FunctionalInterface
public interface RateSchedule {

  /** Returns the multiple of step 0, 1, …; it is 0 at step 0 of a warm-up. */
  double at(long step);

  /**
   * Warms up linearly and stays.
   *
   * @param warmup steps of warm-up
   */
  static RateSchedule constant(long warmup) {
    return step -> step < warmup ? (double) step / warmup : 1;
  }

  /**
   * As {@link #cosine(long, long, double)}, but at the floor after the whole run, even if the decay
   * has not ended by then: the reference's "cosine_v2".
   *
   * @param warmup steps of warm-up
   * @param decayEnd step at which the floor is reached, above {@code warmup}
   * @param total steps of the run
   * @param floor smallest multiple after the warm-up
   */
  static RateSchedule cosine(long warmup, long decayEnd, long total, double floor) {
    RateSchedule decaying = cosine(warmup, decayEnd, floor);
    return step -> step >= warmup && step > total ? floor : decaying.at(step);
  }

  /**
   * Warms up linearly, falls by half a cosine, and stays at the floor.
   *
   * @param warmup steps of warm-up
   * @param decayEnd step at which the floor is reached, above {@code warmup}
   * @param floor smallest multiple after the warm-up
   */
  static RateSchedule cosine(long warmup, long decayEnd, double floor) {
    return step -> {
      if (step < warmup) {
        return (double) step / warmup;
      }
      double progress = Math.min(1, (double) (step - warmup) / (decayEnd - warmup));
      return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
    };
  }
}
