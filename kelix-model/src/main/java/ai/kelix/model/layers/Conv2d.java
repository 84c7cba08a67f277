package ai.kelix.model.layers;

import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.Parameters;
import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.type.Convolution;
import org.jspecify.annotations.Nullable;

/**
 * A convolution over {@code [batch, in, height, width]}.
 *
 * @param weight {@code [out, in/groups, kernel, kernel]}
 * @param bias {@code [out]} or null
 * @param options stride, padding and groups
 */
public record Conv2d(Parameter weight, @Nullable Parameter bias, Convolution options)
    implements ImageLayer {

  /** Takes {@code weight} and {@code bias} below the prefix. */
  public static Conv2d withBias(Parameters p, long in, long out, int kernel, Convolution options) {
    Parameter weight = p.get("weight", out, in / options.groups(), kernel, kernel);
    return new Conv2d(weight, p.get("bias", FirstValues.ZEROS, out), options);
  }

  /** Takes {@code weight} below the prefix. */
  public static Conv2d withoutBias(
      Parameters p, long in, long out, int kernel, Convolution options) {
    return new Conv2d(p.get("weight", out, in / options.groups(), kernel, kernel), null, options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.conv2d(x.weight(weight), bias == null ? null : x.weight(bias), options);
  }
}
