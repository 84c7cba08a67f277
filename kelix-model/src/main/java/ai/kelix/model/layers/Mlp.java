package ai.kelix.model.layers;

import ai.kelix.tensor.Tensor;

/**
 * Two linear layers around an activation.
 *
 * @param first to the inner width
 * @param activation between them
 * @param second to the outer width
 */
public record Mlp(Linear first, Activation activation, Linear second) {

  /** Maps {@code [..., in]} to {@code [..., out]}. */
  public Tensor forward(Tensor x) {
    return second.forward(Activations.apply(activation, first.forward(x)));
  }
}
