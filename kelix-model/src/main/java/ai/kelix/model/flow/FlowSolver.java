package ai.kelix.model.flow;

/** Moves a latent from noise to image, one step per call. Not thread-safe. */
public interface FlowSolver {

  /** Returns the number of steps. */
  int steps();

  /**
   * Takes the next step.
   *
   * @param latent changed in place
   */
  void step(float[] latent, VelocityFunction velocity);
}
