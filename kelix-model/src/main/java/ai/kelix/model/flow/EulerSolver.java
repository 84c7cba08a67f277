package ai.kelix.model.flow;

/** First-order steps {@code x ← x + (σ' − σ)·v} in float32 (kelix-dit §9.2). */
public final class EulerSolver implements FlowSolver {
  private final FlowSchedule schedule;
  private int step;

  /** Starts at the first level. */
  public EulerSolver(FlowSchedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public int steps() {
    return schedule.steps();
  }

  @Override
  public void step(float[] latent, VelocityFunction velocity) {
    float[] v = velocity.at(latent, schedule.timestep(step));
    float difference = schedule.sigmas().get(step + 1) - schedule.sigmas().get(step);
    for (int i = 0; i < latent.length; i++) {
      latent[i] += difference * v[i];
    }
    step++;
  }
}
