package ai.kelix.testkit.conformance.gradient;

import ai.kelix.tensor.Tensor;
import ai.kelix.tensor.program.HostTensor;
import ai.kelix.testkit.conformance.Laboratory;
import ai.kelix.testkit.reference.ReferenceTensors;
import java.util.ArrayList;
import java.util.List;

/** Gradients by central differences, in double precision. */
final class Differences {
  /** The error of a central difference falls with its square, that of the function's rises. */
  private static final double STEP = 1e-5;

  private final Laboratory.Body body;
  private final List<double[]> values = new ArrayList<>();
  private final List<HostTensor> inputs;

  Differences(Laboratory.Body body, List<HostTensor> inputs) {
    this.body = body;
    this.inputs = inputs;
    for (HostTensor input : inputs) {
      float[] floats = input.floats();
      double[] doubles = new double[floats.length];
      for (int i = 0; i < floats.length; i++) {
        doubles[i] = floats[i];
      }
      values.add(doubles);
    }
  }

  /** Returns the sizes of the result. */
  long[] resultSizes() {
    return result().shape().sizes();
  }

  private Tensor result() {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      tensors.add(ReferenceTensors.of(values.get(i), inputs.get(i).sizes()));
    }
    return body.run(ReferenceTensors.tensors(), tensors);
  }

  /**
   * Returns the gradient of a weighted sum of the result.
   *
   * @param index with regard to which input
   * @param weights one for each element of the result
   */
  float[] gradient(int index, float[] weights) {
    double[] input = values.get(index);
    float[] gradient = new float[input.length];
    for (int i = 0; i < input.length; i++) {
      double before = input[i];
      input[i] = before + STEP;
      double above = weighed(weights);
      input[i] = before - STEP;
      double below = weighed(weights);
      input[i] = before;
      gradient[i] = (float) ((above - below) / (2 * STEP));
    }
    return gradient;
  }

  private double weighed(float[] weights) {
    double[] y = ReferenceTensors.doubles(result());
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weights[i] * y[i];
    }
    return sum;
  }
}
