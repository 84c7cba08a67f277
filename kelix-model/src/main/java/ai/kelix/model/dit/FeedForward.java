package ai.kelix.model.dit;

import ai.kelix.model.layers.Activation;
import ai.kelix.model.layers.GatedConvolution;
import ai.kelix.model.layers.Linear;
import ai.kelix.model.layers.Mlp;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;

/** The feed-forward part of a block, convolutional in the release (kelix-dit §7.5, §7.7). */
sealed interface FeedForward {
  /**
   * Maps {@code [B, N, D]} to the same shape.
   *
   * @param rows of the token grid
   * @param columns of the token grid
   */
  Tensor forward(Tensor x, Dim rows, Dim columns);

  /** Builds the kind that the configuration names. */
  static FeedForward of(Parameters p, DitConfig config, String stage) {
    int d = config.width();
    int hidden = config.feedForward();
    if (config.feedForwardKind() == DitConfig.FeedForward.MLP) {
      Linear first = Linear.withBias(p.at("fc1"), d, hidden);
      Linear second = Linear.withBias(p.at("fc2"), hidden, d);
      return new OfTokens(new Mlp(first, Activation.GELU_TANH, second), stage);
    }
    return new OfImage(
        GatedConvolution.of(
            p.at("inverted_conv.conv"),
            p.at("depth_conv.conv"),
            p.at("point_conv.conv"),
            d,
            hidden,
            config.activations()),
        stage);
  }

  /** Each token by itself. */
  record OfTokens(Mlp mlp, String stage) implements FeedForward {
    @Override
    public Tensor forward(Tensor x, Dim rows, Dim columns) {
      return mlp.forward(x).named(stage + ".out");
    }
  }

  /** Tokens as pixels of an image. */
  record OfImage(GatedConvolution convolution, String stage) implements FeedForward {
    @Override
    public Tensor forward(Tensor x, Dim rows, Dim columns) {
      Tensor image = x.transpose(1, 2).reshape(x.dim(0), x.dim(2), rows, columns);
      Tensor mixed = convolution.forward(image, stage);
      return mixed.reshape(x.dim(0), x.dim(2), x.dim(1)).transpose(1, 2).named(stage + ".out");
    }
  }
}
