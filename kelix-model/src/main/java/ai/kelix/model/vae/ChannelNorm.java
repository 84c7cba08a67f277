package ai.kelix.model.vae;

import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Dim;
import org.jspecify.annotations.Nullable;

/**
 * A norm with weight and bias for each channel of an image: RMS over the channels of a pixel, or
 * batch norm with its running statistics (kelix-dit §11.3). Written channels first, so nothing is
 * moved.
 *
 * @param weight {@code [channels]}
 * @param bias {@code [channels]}
 * @param running statistics of a batch norm; null for RMS
 */
record ChannelNorm(Parameter weight, Parameter bias, @Nullable Running running) {
  private static final double EPS = 1e-5;

  /**
   * What a batch norm has seen in training.
   *
   * @param mean {@code [channels]}
   * @param variance {@code [channels]}
   */
  record Running(Parameter mean, Parameter variance) {}

  static ChannelNorm rms(Parameters p, int channels) {
    return of(VaeConfig.Norm.RMS, p, channels);
  }

  static ChannelNorm of(VaeConfig.Norm kind, Parameters p, int channels) {
    Running running =
        kind == VaeConfig.Norm.RMS
            ? null
            : new Running(
                p.get("running_mean", FirstValues.ZEROS, channels),
                p.get("running_var", FirstValues.ONES, channels));
    return new ChannelNorm(
        p.get("weight", FirstValues.ONES, channels),
        p.get("bias", FirstValues.ZEROS, channels),
        running);
  }

  /** Normalises {@code [B, C, H, W]}. */
  Tensor forward(Tensor x) {
    return normalised(x).times(perChannel(x, weight)).plus(perChannel(x, bias));
  }

  private Tensor normalised(Tensor x) {
    if (running == null) {
      return x.dividedBy(x.square().mean(1, true).plus(EPS).sqrt());
    }
    Tensor deviation = perChannel(x, running.variance()).plus(EPS).sqrt();
    return x.minus(perChannel(x, running.mean())).dividedBy(deviation);
  }

  private static Tensor perChannel(Tensor x, Parameter parameter) {
    Tensor values = x.weight(parameter);
    return values.reshape(Dim.of(1), values.dim(0), Dim.of(1), Dim.of(1));
  }
}
