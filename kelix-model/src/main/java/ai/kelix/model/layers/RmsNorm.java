package ai.kelix.model.layers;

import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;

/**
 * {@code x / sqrt(mean(x²) + eps) · weight} over the innermost dimension.
 *
 * @param weight {@code [width]}
 * @param eps added to the mean square
 */
public record RmsNorm(Parameter weight, double eps) implements Norm {

  /** Takes the weight of this name: the backbone says {@code scale}, the DiT {@code weight}. */
  public static RmsNorm of(Parameters p, String name, long width, double eps) {
    return new RmsNorm(p.get(name, FirstValues.ONES, width), eps);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.rmsNorm(x.weight(weight), eps);
  }
}
