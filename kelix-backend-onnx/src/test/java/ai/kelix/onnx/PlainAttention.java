package ai.kelix.onnx;

import ai.kelix.core.program.HostTensor;
import org.jspecify.annotations.Nullable;

/** Softmax attention in plain Java, in double precision, to compare with. */
final class PlainAttention {

  private PlainAttention() {}

  /** What a query row may see. */
  interface Logit {
    /** Returns what is added to the logit, negative infinity to hide the key. */
    double add(int batch, int head, int row, int key);
  }

  /** Computes {@code [batch, heads, length, width]}. */
  static float[] attend(
      HostTensor q, HostTensor k, HostTensor v, @Nullable Logit logit, double scale) {
    int batches = size(q, 0);
    int heads = size(q, 1);
    int length = size(q, 2);
    int width = size(q, 3);
    float[] out = new float[batches * heads * length * width];
    for (int b = 0; b < batches; b++) {
      for (int h = 0; h < heads; h++) {
        int keyHead = h / (heads / size(k, 1));
        for (int row = 0; row < length; row++) {
          double[] weights = weights(q, k, b, h, keyHead, row, logit, scale);
          for (int e = 0; e < width; e++) {
            double sum = 0;
            for (int key = 0; key < weights.length; key++) {
              sum += weights[key] * at(v, b, keyHead, key, e);
            }
            out[((b * heads + h) * length + row) * width + e] = (float) sum;
          }
        }
      }
    }
    return out;
  }

  private static double[] weights(
      HostTensor q,
      HostTensor k,
      int batch,
      int head,
      int keyHead,
      int row,
      @Nullable Logit logit,
      double scale) {
    double[] weights = new double[size(k, 2)];
    double total = 0;
    for (int key = 0; key < weights.length; key++) {
      double dot = 0;
      for (int e = 0; e < size(q, 3); e++) {
        dot += (double) at(q, batch, head, row, e) * at(k, batch, keyHead, key, e);
      }
      double added = logit == null ? 0 : logit.add(batch, head, row, key);
      weights[key] = Math.exp(dot * scale + added);
      total += weights[key];
    }
    for (int key = 0; key < weights.length; key++) {
      weights[key] /= total;
    }
    return weights;
  }

  private static int size(HostTensor x, int axis) {
    return Math.toIntExact(x.sizes()[axis]);
  }

  /** Returns one element of a rank-4 tensor. */
  static float at(HostTensor x, int b, int h, int row, int e) {
    int index = ((b * size(x, 1) + h) * size(x, 2) + row) * size(x, 3) + e;
    return x.data().getFloat(4 * index);
  }
}
