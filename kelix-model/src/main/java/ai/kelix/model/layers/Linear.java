package ai.kelix.model.layers;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x·Wᵀ + b}.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]} or null
 */
public record Linear(Tensor weight, @Nullable Tensor bias) {

  /** Reads {@code weight} and {@code bias} below the prefix. */
  public static Linear withBias(Parameters p, long in, long out) {
    return new Linear(p.get("weight", out, in), p.get("bias", out));
  }

  /** Reads {@code weight} below the prefix. */
  public static Linear withoutBias(Parameters p, long in, long out) {
    return new Linear(p.get("weight", out, in), null);
  }

  /** Maps {@code [..., in]} to {@code [..., out]}. */
  public Tensor apply(Tensor x) {
    return x.linear(weight, bias);
  }
}
