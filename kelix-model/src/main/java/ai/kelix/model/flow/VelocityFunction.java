package ai.kelix.model.flow;

/** Predicts how a latent moves. */
@FunctionalInterface
public interface VelocityFunction {

  /**
   * Evaluates once.
   *
   * @param latent the current latent; not to be changed
   * @param timestep in [0, 1000]
   * @return one number for each of the latent
   */
  float[] at(float[] latent, float timestep);

  /**
   * Returns guided velocity {@code u + g·(c − u)}; at scale 1 the null branch is never evaluated.
   */
  static VelocityFunction guided(
      VelocityFunction conditional, VelocityFunction unconditional, double scale) {
    if (scale == 1) {
      return conditional;
    }
    return (latent, timestep) -> {
      float[] v = conditional.at(latent, timestep).clone();
      float[] u = unconditional.at(latent, timestep);
      for (int i = 0; i < v.length; i++) {
        v[i] = u[i] + (float) scale * (v[i] - u[i]);
      }
      return v;
    };
  }
}
