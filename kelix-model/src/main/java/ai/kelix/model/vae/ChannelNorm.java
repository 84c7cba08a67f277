package ai.kelix.model.vae;

import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;

/**
 * A norm with weight and bias for each channel of an image: RMS over the channels of a pixel, or
 * batch norm with its running statistics (kelix-dit §11.3). Written channels first, so nothing is
 * moved.
 */
final class ChannelNorm {
  private static final double EPS = 1e-5;

  private final Tensor weight;
  private final Tensor bias;
  private final Statistics statistics;

  private ChannelNorm(Tensor weight, Tensor bias, Statistics statistics) {
    this.weight = weight;
    this.bias = bias;
    this.statistics = statistics;
  }

  static ChannelNorm rms(Parameters p, int channels) {
    return new ChannelNorm(
        perChannel(p.get("weight", channels)),
        perChannel(p.get("bias", channels)),
        ChannelNorm::rms);
  }

  static ChannelNorm of(VaeConfig.Norm kind, Parameters p, int channels) {
    if (kind == VaeConfig.Norm.RMS) {
      return rms(p, channels);
    }
    Tensor mean = perChannel(p.get("running_mean", channels));
    Tensor variance = perChannel(p.get("running_var", channels));
    return new ChannelNorm(
        perChannel(p.get("weight", channels)),
        perChannel(p.get("bias", channels)),
        x -> x.minus(mean).dividedBy(variance.plus(EPS).sqrt()));
  }

  private static Tensor rms(Tensor x) {
    return x.dividedBy(x.square().mean(1, true).plus(EPS).sqrt());
  }

  private static Tensor perChannel(Tensor values) {
    return values.reshape(Dim.of(1), values.dim(0), Dim.of(1), Dim.of(1));
  }

  /** Normalises {@code [B, C, H, W]}. */
  Tensor apply(Tensor x) {
    return statistics.normalise(x).times(weight).plus(bias);
  }

  /** Brings an image to unit scale. */
  private interface Statistics {
    Tensor normalise(Tensor x);
  }
}
