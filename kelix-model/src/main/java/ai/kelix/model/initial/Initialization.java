package ai.kelix.model.initial;

import ai.kelix.tensor.FirstValues;
import ai.kelix.tensor.Parameter;
import ai.kelix.tensor.program.HostTensor;
import java.util.Random;

/**
 * Draws the first values of new weights, as their layers declare them. Deterministic by seed and
 * name.
 *
 * @param seed of all draws
 * @param residualScale factor on matrices that end residual branches, {@link FirstValues#RESIDUAL}
 */
public record Initialization(long seed, double residualScale) {

  /** Returns the first values of one parameter. */
  public HostTensor initial(Parameter parameter) {
    long[] sizes = parameter.sizes();
    HostTensor tensor = HostTensor.of(new float[count(sizes)], sizes);
    Random random = new Random(seed ^ (0x9E3779B97F4A7C15L * parameter.name().hashCode()));
    FirstValues first = parameter.firstValues();
    if (first instanceof FirstValues.Constant constant) {
      constant(tensor, (float) constant.value());
    } else if (first instanceof FirstValues.Normal normal) {
      normal(tensor, random, normal.deviation());
    } else if (first instanceof FirstValues.Xavier xavier) {
      xavier(tensor, sizes, random, xavier.residual() ? residualScale : 1);
    }
    return tensor;
  }

  private static void constant(HostTensor tensor, float value) {
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(4 * i, value);
    }
  }

  private static void normal(HostTensor tensor, Random random, double deviation) {
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(4 * i, (float) (deviation * random.nextGaussian()));
    }
  }

  private static void xavier(HostTensor tensor, long[] sizes, Random random, double scale) {
    long kernel = count(sizes) / (sizes[0] * sizes[1]);
    double bound = scale * Math.sqrt(6.0 / ((sizes[0] + sizes[1]) * kernel));
    for (int i = 0; i < tensor.count(); i++) {
      tensor.data().putFloat(4 * i, (float) (bound * (2 * random.nextDouble() - 1)));
    }
  }

  private static int count(long[] sizes) {
    long count = 1;
    for (long size : sizes) {
      count = Math.multiplyExact(count, size);
    }
    return Math.toIntExact(count);
  }
}
