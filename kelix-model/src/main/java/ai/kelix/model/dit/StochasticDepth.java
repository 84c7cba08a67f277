package ai.kelix.model.dit;

import ai.kelix.tensor.program.HostTensor;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Which gated branches count in one step of training ({@code drop_path}, kelix-dit §4.1): block i
 * loses each of its two with probability i·drop_path/(n_b − 1), and what is left counts for more.
 */
public final class StochasticDepth {

  private StochasticDepth() {}

  /**
   * Draws the factors of a batch, 0 or one over the share that stays.
   *
   * @param uniform draws from [0, 1)
   * @return {@code [batch, 2·blocks]}: self-attention and FFN of block 0, of block 1, …
   */
  public static HostTensor draw(DitConfig config, int batch, DoubleSupplier uniform) {
    int branches = 2 * config.blocks();
    float[] factors = new float[batch * branches];
    for (int i = 0; i < factors.length; i++) {
      double lost = probability(config, i % branches / 2);
      factors[i] = uniform.getAsDouble() < lost ? 0 : (float) (1 / (1 - lost));
    }
    return HostTensor.of(factors, batch, branches);
  }

  /** Returns the factors with which every branch counts as it does outside training. */
  public static HostTensor whole(DitConfig config, int batch) {
    float[] factors = new float[batch * 2 * config.blocks()];
    Arrays.fill(factors, 1);
    return HostTensor.of(factors, batch, 2L * config.blocks());
  }

  private static double probability(DitConfig config, int block) {
    return config.blocks() == 1 ? 0 : config.dropPath() * block / (config.blocks() - 1);
  }
}
