package ai.kelix.tensor.gradient;

import java.util.Locale;

/**
 * Learning rates as multiples of the peak, one for each step (kelix-training §5.4, kelix-dit
 * §10.5). The only schedules there are: recipes multiply them with their peak, and {@code verify}
 * compares them with recorded ones.
 */
@FunctionalInterface
public interface RateSchedule {
  /** Half a cosine, from the peak to the floor. */
  double HALF_CYCLE = 0.5;

  /** Returns the multiple of step 0, 1, …; it is 0 at step 0 of a warm-up. */
  double at(long step);

  /**
   * Warms up linearly and stays.
   *
   * @param warmup steps of warm-up
   */
  static RateSchedule constant(long warmup) {
    return warmedUp(warmup, step -> 1);
  }

  /**
   * Warms up linearly, falls by half a cosine, and stays at the floor.
   *
   * @param warmup steps of warm-up
   * @param total steps of the run, at whose end the floor is reached
   * @param floor smallest multiple after the warm-up
   */
  static RateSchedule cosine(long warmup, long total, double floor) {
    return cosine(warmup, total, total, floor, HALF_CYCLE);
  }

  /**
   * As {@link #cosine(long, long, double)}, but at the floor after the whole run, even if the decay
   * has not ended by then: the reference's "cosine_v2".
   *
   * @param warmup steps of warm-up
   * @param decayEnd step at which the floor is reached
   * @param total steps of the run
   * @param floor smallest multiple after the warm-up
   */
  static RateSchedule cosine(long warmup, long decayEnd, long total, double floor) {
    return cosine(warmup, decayEnd, total, floor, HALF_CYCLE);
  }

  /**
   * The same with another number of cycles of the cosine between warm-up and the end of the decay.
   *
   * @param cycles {@link #HALF_CYCLE} falls once
   */
  static RateSchedule cosine(long warmup, long decayEnd, long total, double floor, double cycles) {
    return warmedUp(
        warmup,
        step -> {
          if (step > total || step > decayEnd) {
            return floor;
          }
          double progress = (double) (step - warmup) / Math.max(1, decayEnd - warmup);
          double wave = 0.5 * (1 + Math.cos(2 * Math.PI * cycles * progress));
          return Math.max(0, floor + (1 - floor) * wave);
        });
  }

  /**
   * Returns the schedule that the reference knows by a name.
   *
   * @param name {@code constant}, {@code cosine}, which ignores {@code decayEnd}, or {@code
   *     cosine_v2}
   * @throws IllegalArgumentException if there is none
   */
  static RateSchedule named(String name, long warmup, long decayEnd, long total, double floor) {
    return switch (name) {
      case "constant" -> constant(warmup);
      case "cosine" -> cosine(warmup, total, floor);
      case "cosine_v2" -> cosine(warmup, decayEnd, total, floor);
      default ->
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "there is no learning-rate schedule '%s', expected constant, cosine or cosine_v2",
                  name));
    };
  }

  private static RateSchedule warmedUp(long warmup, RateSchedule after) {
    return step -> step < warmup ? (double) step / warmup : after.at(step);
  }

  /**
   * Returns the same schedule at rate 0 before a step; the steps count on ({@code num_stop_steps}).
   *
   * @param first step with a rate
   */
  default RateSchedule stoppedBefore(long first) {
    return step -> step < first ? 0 : at(step);
  }

  /**
   * Returns the same schedule with a warm-up of which step s has the multiple of s + 1, so that the
   * first update moves something.
   *
   * @param warmup steps of warm-up
   */
  default RateSchedule warmedUpFromTheFirstStep(long warmup) {
    return step -> step < warmup ? (step + 1.0) / warmup : at(step);
  }
}
