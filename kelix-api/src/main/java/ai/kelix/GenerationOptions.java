package ai.kelix;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How an image is painted. What an option says nothing about stays as it was: each setting acts on
 * its own.
 *
 * @param sampling how blocks are chosen; empty for as the model wants ({@link ModelInfo#drawing})
 * @param seed draws the blocks, where {@code sampling} draws by lot, and the initial noise of the
 *     image, each from a stream of its own
 * @param steps evaluations of the diffusion transformer, at least 1
 * @param guidance scale of classifier-free guidance, finite and not negative; 1 for none, which
 *     halves the work
 * @param solver integrates the velocity
 * @param previewEvery streams a decoded preview after every so many steps, but not after the last;
 *     0 for none
 */
public record GenerationOptions(
    Optional<Sampling> sampling,
    long seed,
    int steps,
    double guidance,
    Solver solver,
    int previewEvery) {

  /** Blocks as the model wants them, seed 0, 20 Euler steps, no guidance, no previews. */
  public static final GenerationOptions DEFAULTS =
      new GenerationOptions(Optional.empty(), 0, 20, 1.0, Solver.EULER, 0);

  /** Checks the ranges. */
  public GenerationOptions {
    Objects.requireNonNull(sampling, "sampling is null");
    Objects.requireNonNull(solver, "solver is null");
    boolean guided = guidance >= 0 && Double.isFinite(guidance);
    if (steps < 1 || !guided || previewEvery < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "steps must be at least 1, guidance finite and not negative, previewEvery not negative, got %s, %s, %s",
              steps,
              guidance,
              previewEvery));
    }
  }

  /** Ways of integrating the velocity (kelix-dit §9). */
  public enum Solver {
    /** First-order steps on the linear schedule with shift 3. */
    EULER,
    /** DPM-Solver++ of second order. */
    DPM_SOLVER
  }

  /** Returns the same with another seed. */
  public GenerationOptions withSeed(long other) {
    return new GenerationOptions(sampling, other, steps, guidance, solver, previewEvery);
  }

  /** Returns the same with blocks chosen so, whatever the model wants. */
  public GenerationOptions withSampling(Sampling other) {
    Objects.requireNonNull(other, "sampling is null");
    return new GenerationOptions(Optional.of(other), seed, steps, guidance, solver, previewEvery);
  }

  /** Returns the same with another number of steps. */
  public GenerationOptions withSteps(int count) {
    return new GenerationOptions(sampling, seed, count, guidance, solver, previewEvery);
  }

  /** Returns the same with another guidance scale. */
  public GenerationOptions withGuidance(double scale) {
    return new GenerationOptions(sampling, seed, steps, scale, solver, previewEvery);
  }

  /** Returns the same with another solver. */
  public GenerationOptions withSolver(Solver other) {
    return new GenerationOptions(sampling, seed, steps, guidance, other, previewEvery);
  }

  /** Returns the same with previews after every so many steps. */
  public GenerationOptions withPreviewEvery(int everySteps) {
    return new GenerationOptions(sampling, seed, steps, guidance, solver, everySteps);
  }
}
