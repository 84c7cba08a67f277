package ai.kelix.model.layers;

import ai.kelix.tensor.Tensor;

/** Activation functions by configuration. */
public final class Activations {

  private Activations() {}

  /** Applies the function element by element. */
  public static Tensor apply(Activation activation, Tensor x) {
    return switch (activation) {
      case GELU_TANH -> x.geluTanh();
      case GELU -> x.gelu();
      case SILU -> x.silu();
      case RELU -> x.relu();
      case NONE -> x;
    };
  }
}
