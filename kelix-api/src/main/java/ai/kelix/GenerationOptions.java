package ai.kelix;

/**
 * How an image is painted.
 *
 * @param sampling how visual blocks are chosen; its seed also draws the initial noise
 * @param steps evaluations of the diffusion transformer, at least 1
 * @param guidance scale of classifier-free guidance; 1 for none, which halves the work
 * @param solver integrates the velocity
 * @param previewEvery streams a decoded preview after every so many steps; 0 for none
 */
public record GenerationOptions(
    Sampling sampling, int steps, double guidance, Solver solver, int previewEvery) {

  /** Greedy codes, 20 Euler steps, no guidance, no previews. */
  public static final GenerationOptions DEFAULTS =
      new GenerationOptions(Sampling.GREEDY, 20, 1.0, Solver.EULER, 0);

  /** Checks the ranges. */
  public GenerationOptions {
    if (steps < 1 || !(guidance >= 0) || previewEvery < 0) {
      throw new IllegalArgumentException(
          String.format(
              "steps must be at least 1, guidance and previewEvery not negative, got %s, %s, %s",
              steps, guidance, previewEvery));
    }
  }

  /** Ways of integrating the velocity (kelix-dit §9). */
  public enum Solver {
    /** First-order steps on the linear schedule with shift 3. */
    EULER,
    /** DPM-Solver++ of second order. */
    DPM_SOLVER
  }

  /** Returns the same with another seed, sampling as before. */
  public GenerationOptions withSeed(long seed) {
    Sampling s = sampling;
    Sampling seeded = new Sampling(s.mode(), s.temperature(), s.topK(), s.topP(), seed);
    return new GenerationOptions(seeded, steps, guidance, solver, previewEvery);
  }

  /** Returns the same with another way of choosing blocks. */
  public GenerationOptions withSampling(Sampling other) {
    return new GenerationOptions(other, steps, guidance, solver, previewEvery);
  }

  /** Returns the same with another number of steps. */
  public GenerationOptions withSteps(int count) {
    return new GenerationOptions(sampling, count, guidance, solver, previewEvery);
  }

  /** Returns the same with another guidance scale. */
  public GenerationOptions withGuidance(double scale) {
    return new GenerationOptions(sampling, steps, scale, solver, previewEvery);
  }

  /** Returns the same with another solver. */
  public GenerationOptions withSolver(Solver other) {
    return new GenerationOptions(sampling, steps, guidance, other, previewEvery);
  }

  /** Returns the same with previews after every so many steps. */
  public GenerationOptions withPreviewEvery(int everySteps) {
    return new GenerationOptions(sampling, steps, guidance, solver, everySteps);
  }
}
