package ai.kelix.model.layers;

import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;

/** Gated MLP: {@code W2(SiLU(W1·x) ⊙ W3·x)}, no biases (kelix-ar §8.1, §9.1). */
public final class SwiGlu {
  private final Linear gate;
  private final Linear up;
  private final Linear down;

  /** Takes {@code w1} (gate), {@code w3} (up) and {@code w2} (down) below the prefix. */
  public SwiGlu(Parameters p, long width, long hidden) {
    this.gate = Linear.withoutBias(p.at("w1"), width, hidden);
    this.up = Linear.withoutBias(p.at("w3"), width, hidden);
    this.down = Linear.of(p.at("w2"), hidden, width, false, FirstValues.RESIDUAL);
  }

  /** Maps {@code [..., width]} to the same shape. */
  public Tensor forward(Tensor x) {
    return down.forward(gate.forward(x).swiGlu(up.forward(x)));
  }
}
