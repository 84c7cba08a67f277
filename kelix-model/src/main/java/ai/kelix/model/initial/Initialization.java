package ai.kelix.model.initial;

import ai.kelix.tensor.program.HostTensor;
import java.util.Random;

/**
 * Initial values of new weights by checkpoint name (kelix-dit §10.5 for the DiT's; elsewhere Xavier
 * with residual branches scaled down by depth). Deterministic by seed and name.
 *
 * @param seed of all draws
 * @param residualScale factor on the output projections of residual branches
 */
public record Initialization(long seed, double residualScale) {
  /**
   * First scale of normed queries and keys. With 1 the logits of small heads stay below the root of
   * their width, which is too flat to pick one cell among a hundred positions: kelix-tiny named the
   * colour of some shape, but not of the one asked for, until its scales were raised.
   */
  private static final float SHARPNESS = 1.75f;

  /** Returns the first values of one weight. */
  public HostTensor initial(String name, long[] sizes) {
    HostTensor tensor = HostTensor.of(new float[count(sizes)], sizes);
    Random random = new Random(seed ^ (0x9E3779B97F4A7C15L * name.hashCode()));
    fill(name, sizes, tensor, random);
    return tensor;
  }

  private void fill(String name, long[] sizes, HostTensor tensor, Random random) {
    if (name.endsWith(".bias")) {
      return;
    }
    if (name.endsWith("q_norm.scale") || name.endsWith("k_norm.scale")) {
      constant(tensor, SHARPNESS);
    } else if (sizes.length == 1) {
      constant(tensor, 1f);
    } else if (name.endsWith("embed_tokens.weight")) {
      normal(tensor, random, 1);
    } else if (name.endsWith("scale_shift_table")) {
      normal(tensor, random, 1 / Math.sqrt(sizes[1]));
    } else if (name.endsWith("y_embedding")) {
      normal(tensor, random, 1 / Math.sqrt(sizes[1]));
    } else if (isTable(name)) {
      normal(tensor, random, 0.02);
    } else {
      xavier(tensor, sizes, random, isResidualOutput(name) ? residualScale : 1);
    }
  }

  private static boolean isTable(String name) {
    return name.endsWith("position_embedding.weight")
        || name.endsWith("output.weight")
        || name.endsWith("final_layer.linear.weight")
        || name.startsWith("t_embedder.")
        || name.startsWith("t_block.")
        || name.startsWith("y_embedder.y_proj.");
  }

  private static boolean isResidualOutput(String name) {
    return name.endsWith("output_proj.weight")
        || name.endsWith("mlp.w2.weight")
        || name.endsWith("output_linear.weight");
  }

  private static void constant(HostTensor tensor, float value) {
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(4 * i, value);
    }
  }

  private static void normal(HostTensor tensor, Random random, double deviation) {
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(4 * i, (float) (deviation * random.nextGaussian()));
    }
  }

  private static void xavier(HostTensor tensor, long[] sizes, Random random, double scale) {
    long kernel = count(sizes) / (sizes[0] * sizes[1]);
    double bound = scale * Math.sqrt(6.0 / ((sizes[0] + sizes[1]) * kernel));
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(4 * i, (float) (bound * (2 * random.nextDouble() - 1)));
    }
  }

  private static int count(long[] sizes) {
    long count = 1;
    for (long size : sizes) {
      count = Math.multiplyExact(count, size);
    }
    return Math.toIntExact(count);
  }
}
