package ai.kelix.model.layers;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;
import java.util.List;

/**
 * Gated depthwise-convolution MLP on images: 1×1, activation, depthwise 3×3, first half times the
 * activation of the second, 1×1, activation (kelix-dit §7.5, §11.4).
 *
 * @param inverted 1×1 to {@code 2F} channels
 * @param depth 3×3 on each channel
 * @param point 1×1 from F channels
 * @param activations behind {@code inverted}, of the gate, and behind {@code point}
 */
public record GatedConvolution(
    Conv2d inverted, Conv2d depth, Conv2d point, List<Activation> activations) {
  /** What released models have. */
  public static final List<Activation> RELEASED =
      List.of(Activation.SILU, Activation.SILU, Activation.NONE);

  /** Copies the list. */
  public GatedConvolution {
    activations = List.copyOf(activations);
  }

  /**
   * Takes three convolutions.
   *
   * @param channels in and out
   * @param hidden F
   * @param activations as of the record
   */
  public static GatedConvolution of(
      Parameters inverted,
      Parameters depth,
      Parameters point,
      long channels,
      long hidden,
      List<Activation> activations) {
    Convolution plain = Convolution.padded(0);
    Convolution each = new Convolution(1, 1, Math.toIntExact(2 * hidden));
    return new GatedConvolution(
        Conv2d.withBias(inverted, channels, 2 * hidden, 1, plain),
        Conv2d.withBias(depth, 2 * hidden, 2 * hidden, 3, each),
        Conv2d.withoutBias(point, hidden, channels, 1, plain),
        activations);
  }

  /**
   * Maps {@code [B, C, H, W]} to the same shape.
   *
   * @param stage prefix of the names of what happens inside
   */
  public Tensor forward(Tensor x, String stage) {
    Tensor wide =
        Activations.apply(activations.get(0), inverted.forward(x)).named(stage + ".inverted");
    List<Tensor> halves = depth.forward(wide).named(stage + ".depth").chunk(2, 1);
    Tensor gate = Activations.apply(activations.get(1), halves.get(1));
    Tensor gated = halves.get(0).times(gate).named(stage + ".gated");
    return Activations.apply(activations.get(2), point.forward(gated));
  }
}
