package ai.kelix.model.layers;

import ai.kelix.tensor.Tensor;
import java.util.List;

/**
 * Rotary embedding with half-split pairs: element i turns with element i + e/2 (kelix-ar §5.3,
 * §8.2, kelix-dit §7.4).
 *
 * @param cos cosines of the angles, broadcast to {@code [..., e/2]}
 * @param sin sines of the angles, same shape
 */
public record Rotation(Tensor cos, Tensor sin) {

  /** Makes a rotation of angles {@code [..., e/2]}. */
  public static Rotation by(Tensor angles) {
    return new Rotation(angles.cos(), angles.sin());
  }

  /**
   * Returns the rotation of {@code [L, heads, e]} whose heads all turn by these {@code [L, e/2]}.
   */
  public Rotation forHeads() {
    return new Rotation(cos.unsqueeze(1), sin.unsqueeze(1));
  }

  /** Turns {@code [..., e]}: (a, b) becomes (a·cos − b·sin, b·cos + a·sin). */
  public Tensor apply(Tensor x) {
    List<Tensor> halves = x.chunk(2, -1);
    Tensor a = halves.get(0);
    Tensor b = halves.get(1);
    Tensor first = a.times(cos).minus(b.times(sin));
    return first.concat(-1, List.of(b.times(cos).plus(a.times(sin))));
  }
}
