package ai.kelix.model.layers;

import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x·Wᵀ + b}.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]} or null
 */
public record Linear(Parameter weight, @Nullable Parameter bias) {

  /** Takes {@code weight} and {@code bias} below the prefix. */
  public static Linear withBias(Parameters p, long in, long out) {
    return of(p, in, out, true, FirstValues.XAVIER);
  }

  /** Takes {@code weight} below the prefix. */
  public static Linear withoutBias(Parameters p, long in, long out) {
    return of(p, in, out, false, FirstValues.XAVIER);
  }

  /**
   * Takes {@code weight} below the prefix, and {@code bias} where there is one.
   *
   * @param firstValues of the weight; a bias begins with zeros
   */
  public static Linear of(
      Parameters p, long in, long out, boolean biased, FirstValues firstValues) {
    Parameter weight = p.get("weight", firstValues, out, in);
    return new Linear(weight, biased ? p.get("bias", FirstValues.ZEROS, out) : null);
  }

  /** Maps {@code [..., in]} to {@code [..., out]}. */
  public Tensor forward(Tensor x) {
    return x.linear(x.weight(weight), bias == null ? null : x.weight(bias));
  }
}
