package ai.kelix.testkit.reference;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Softmax attention, one query after the other. */
final class AttentionRows {
  private final Values queries;
  private final Values keys;
  private final Values values;
  private final double scale;
  private final int heads;
  private final int length;
  private final int width;
  private final int keyHeads;
  private final int keyLength;

  AttentionRows(Values queries, Values keys, Values values, double scale) {
    this.queries = queries;
    this.keys = keys;
    this.values = values;
    this.scale = scale;
    int[] q = queries.sizes();
    int[] k = keys.sizes();
    this.heads = q[1];
    this.length = q[2];
    this.width = q[3];
    this.keyHeads = k[1];
    this.keyLength = k[2];
  }

  /**
   * Computes the result.
   *
   * @param mask added to the logits, or null
   * @param seenByFirst how many keys the first query of each sequence sees; each further one sees
   *     one more
   */
  Values compute(@Nullable Values mask, IntUnaryOperator seenByFirst) {
    int[] logits = {queries.sizes()[0], heads, length, keyLength};
    double[] added = mask == null ? null : Elements.spread(mask, logits).floats();
    double[] result = new double[queries.count()];
    for (int row = 0; row < queries.count() / Math.max(1, width); row++) {
      int batch = row / (heads * length);
      int keyHead = row / length % heads / (heads / keyHeads);
      int first = (batch * keyHeads + keyHead) * keyLength;
      long seen = Math.min((long) seenByFirst.applyAsInt(batch) + row % length, keyLength);
      double[] weights = new double[(int) seen];
      for (int k = 0; k < seen; k++) {
        double dot =
            Products.dot(queries.floats(), row * width, keys.floats(), (first + k) * width, width);
        weights[k] = scale * dot + (added == null ? 0 : added[row * keyLength + k]);
      }
      Axes.softmax(weights);
      for (int k = 0; k < seen; k++) {
        Products.addScaled(
            result, row * width, values.floats(), (first + k) * width, width, weights[k]);
      }
    }
    return Values.of(queries.dtype(), queries.sizes(), result);
  }
}
