package ai.kelix.model.layers;

import ai.kelix.tensor.Tensor;

/** A normalisation over the innermost dimension. */
public sealed interface Norm permits RmsNorm, LayerNorm {

  /** Normalises {@code [..., width]}. */
  Tensor forward(Tensor x);
}
