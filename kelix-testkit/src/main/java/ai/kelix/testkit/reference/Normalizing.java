package ai.kelix.testkit.reference;

import ai.kelix.tensor.op.Normalization;
import java.util.Arrays;

/** Normalisations over the innermost axis. */
final class Normalizing implements Normalization.Cases<Operands, Values> {

  @Override
  public Values rmsNorm(Normalization.RmsNorm op, Operands in) {
    double[] factors = innermost(in, op.weighted() ? 1 : 0, 1);
    return Axes.floatLines(
        in.first(), in.first().rank() - 1, line -> rmsNorm(line, op.eps(), factors));
  }

  @Override
  public Values layerNorm(Normalization.LayerNorm op, Operands in) {
    double[] factors = innermost(in, op.weighted() ? 1 : 0, 1);
    double[] summands = innermost(in, op.biased() ? in.values().size() - 1 : 0, 0);
    return Axes.floatLines(
        in.first(), in.first().rank() - 1, line -> layerNorm(line, op.eps(), factors, summands));
  }

  private static void rmsNorm(double[] line, double eps, double[] factors) {
    double root = Math.sqrt(Arrays.stream(line).map(x -> x * x).sum() / line.length + eps);
    Arrays.setAll(line, k -> line[k] / root * factors[k]);
  }

  private static void layerNorm(double[] line, double eps, double[] factors, double[] summands) {
    double mean = Arrays.stream(line).sum() / line.length;
    double variance = Arrays.stream(line).map(x -> (x - mean) * (x - mean)).sum() / line.length;
    double root = Math.sqrt(variance + eps);
    Arrays.setAll(line, k -> (line[k] - mean) / root * factors[k] + summands[k]);
  }

  /** Returns one number per element of the innermost axis; the same for all without operand. */
  private static double[] innermost(Operands in, int operand, double absent) {
    if (operand > 0) {
      return in.get(operand).floats();
    }
    Values x = in.first();
    double[] same = new double[x.sizes()[x.rank() - 1]];
    Arrays.fill(same, absent);
    return same;
  }
}
