package ai.kelix.core.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The noise levels of flow-matching training (kelix-dit §10.1): level k shows a model the mixture
 * {@code (1 − σ_k)·latent + σ_k·noise} at timestep {@code 1000·σ_k}. Immutable.
 *
 * @param sigmas σ_0 … σ_999, rising from 0
 */
public record NoiseLevels(List<Float> sigmas) {
  private static final int COUNT = 1000;
  private static final double SMALLEST = 0.001;
  private static final double SHIFT = 3;

  /** The table of the published recipe. */
  public static final NoiseLevels TRAINING = table();

  /** Copies the list. */
  public NoiseLevels {
    sigmas = List.copyOf(sigmas);
  }

  private static NoiseLevels table() {
    List<Float> sigmas = new ArrayList<>();
    for (int k = 0; k < COUNT; k++) {
      double w = 1 - FlowSchedule.spaced(1, SMALLEST, k, COUNT);
      sigmas.add((float) (SHIFT * w / (1 + (SHIFT - 1) * w)));
    }
    return new NoiseLevels(sigmas);
  }

  /**
   * Returns the index of a position, {@code ⌊1000·u⌋} within the table (§10.2).
   *
   * @param u 0 … 1
   */
  public int index(double u) {
    return (int) Math.max(0, Math.min(sigmas.size() - 1, Math.floor(sigmas.size() * u)));
  }

  /** Draws a level by the logit-normal distribution with mean 0 and deviation 1 (§10.2). */
  public float draw(SplittableRandom random) {
    double u = 1 / (1 + Math.exp(-random.nextGaussian()));
    return sigmas.get(index(u));
  }
}
