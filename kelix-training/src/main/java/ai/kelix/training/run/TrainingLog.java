package ai.kelix.training.run;

import java.time.Duration;
import java.util.Map;

/** Hears what a training run does. */
public interface TrainingLog {

  /** A stage begins or resumes at a step. */
  void started(String stage, long step, long steps);

  /**
   * Some steps are done.
   *
   * @param step how many in all
   * @param losses the last step's numbers by name
   * @param samplesPerSecond speed since the last report
   */
  void stepped(long step, Map<String, Double> losses, double samplesPerSecond);

  /** A stage ended and its checkpoint is written. */
  void ended(String stage, long step, Duration took);
}
