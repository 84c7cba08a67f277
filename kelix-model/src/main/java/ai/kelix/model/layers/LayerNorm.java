package ai.kelix.model.layers;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Mean and variance normalisation over the innermost dimension.
 *
 * @param weight {@code [width]} or null for none
 * @param bias {@code [width]} or null for none
 * @param eps added to the variance
 */
public record LayerNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {

  /** Reads {@code weight} and {@code bias} below the prefix. */
  public static LayerNorm of(Parameters p, long width, double eps) {
    return new LayerNorm(p.get("weight", width), p.get("bias", width), eps);
  }

  /** A norm without parameters. */
  public static LayerNorm plain(double eps) {
    return new LayerNorm(null, null, eps);
  }

  /** Normalises. */
  public Tensor apply(Tensor x) {
    return x.layerNorm(weight, bias, eps);
  }
}
