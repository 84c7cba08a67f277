package ai.kelix.model.layers;

import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
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
public record LayerNorm(@Nullable Parameter weight, @Nullable Parameter bias, double eps)
    implements Norm {

  /** Takes {@code weight} and {@code bias} below the prefix. */
  public static LayerNorm of(Parameters p, long width, double eps) {
    return new LayerNorm(
        p.get("weight", FirstValues.ONES, width), p.get("bias", FirstValues.ZEROS, width), eps);
  }

  /** A norm without parameters. */
  public static LayerNorm plain(double eps) {
    return new LayerNorm(null, null, eps);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.layerNorm(
        weight == null ? null : x.weight(weight), bias == null ? null : x.weight(bias), eps);
  }
}
