package ai.kelix.model.dit;

import ai.kelix.model.layers.GatedConvolution;
import ai.kelix.model.layers.Linear;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;

/** The feed-forward part of a block, convolutional in the release (kelix-dit §7.5, §7.7). */
interface FeedForward {
  /**
   * Maps {@code [B, N, D]} to the same shape.
   *
   * @param rows of the token grid
   * @param columns of the token grid
   */
  Tensor forward(Tensor x, Dim rows, Dim columns);

  /** Reads the kind that the configuration names. */
  static FeedForward of(Parameters p, DitConfig config, String stage) {
    int d = config.width();
    if (config.feedForwardKind() == DitConfig.FeedForward.MLP) {
      Linear first = Linear.withBias(p.at("fc1"), d, config.feedForward());
      Linear second = Linear.withBias(p.at("fc2"), config.feedForward(), d);
      return (x, rows, columns) -> second.apply(first.apply(x).geluTanh()).named(stage + ".out");
    }
    GatedConvolution convolution =
        GatedConvolution.of(
            p.at("inverted_conv.conv"),
            p.at("depth_conv.conv"),
            p.at("point_conv.conv"),
            d,
            config.feedForward(),
            config.activations());
    return (x, rows, columns) -> {
      Tensor image = x.transpose(1, 2).reshape(x.dim(0), x.dim(2), rows, columns);
      Tensor mixed = convolution.apply(image, stage);
      return mixed.reshape(x.dim(0), x.dim(2), x.dim(1)).transpose(1, 2).named(stage + ".out");
    };
  }
}
