package ai.kelix.model.flow;

import java.util.ArrayList;
import java.util.List;

/**
 * The noise levels of flow-matching training (kelix-dit §10.1): level k shows a model the mixture
 * {@code (1 − σ_k)·latent + σ_k·noise} at timestep {@code 1000·σ_k}. Immutable.
 *
 * @param sigmas σ_0 … σ_999, rising from 0
 */
public record NoiseLevels(List<Float> sigmas) {
  private static final int COUNT = 1000;
  private static final double SMALLEST = 0.001;

  /** The table of the published recipe. */
  public static final NoiseLevels TRAINING = shifted(3);

  /** Copies the list. */
  public NoiseLevels {
    sigmas = List.copyOf(sigmas);
  }

  /**
   * Returns the table of a shift.
   *
   * @param shift 1 spaces the levels evenly; more moves them towards noise
   */
  public static NoiseLevels shifted(double shift) {
    List<Float> sigmas = new ArrayList<>();
    for (int k = 0; k < COUNT; k++) {
      double w = 1 - FlowSchedule.spaced(1, SMALLEST, k, COUNT);
      sigmas.add((float) (shift * w / (1 + (shift - 1) * w)));
    }
    return new NoiseLevels(sigmas);
  }

  /** Returns the timestep 1000·σ at which the model sees level k. */
  public float timestep(int index) {
    return 1000 * sigmas.get(index);
  }

  /** Returns the position of a normal draw under the logit-normal distribution (§10.2). */
  public static double logitNormal(double draw) {
    return 1 / (1 + Math.exp(-draw));
  }

  /**
   * Returns the position of a uniform draw under the "mode" distribution (§10.2).
   *
   * @param scale 0 leaves the draw uniform; more favours the middle
   */
  public static double mode(double draw, double scale) {
    double cosine = Math.cos(Math.PI * draw / 2);
    return 1 - draw - scale * (cosine * cosine - 1 + draw);
  }

  /**
   * Returns the index of a position, {@code ⌊1000·u⌋} within the table (§10.2).
   *
   * @param u 0 … 1
   */
  public int index(double u) {
    return (int) Math.max(0, Math.min(sigmas.size() - 1, Math.floor(sigmas.size() * u)));
  }

  /** Returns the level of a standard normal draw under the logit-normal distribution (§10.2). */
  public float logitNormalLevel(double draw) {
    return sigmas.get(index(logitNormal(draw)));
  }
}
