package ai.kelix.testkit.reference;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Softmax attention, one query after the other. */
final class Attention {
  private final Values queries;
  private final Values keys;
  private final Values values;
  private final double scale;
  private final int heads;
  private final int length;
  private final int width;
  private final int keyHeads;
  private final int keyLength;

  Attention(Values queries, Values keys, Values values, double scale) {
    this.queries = queries;
    this.keys = keys;
    this.values = values;
    this.scale = scale;
    int[] q = queries.sizes();
    int[] k = keys.sizes();
    if (q.length != 4
        || k.length != 4
        || q[0] != k[0]
        || q[3] != k[3]
        || k[1] == 0
        || q[1] % k[1] != 0
        || !Arrays.equals(k, values.sizes())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "attention: queries %s, keys %s, values %s", queries, keys, values));
    }
    this.heads = q[1];
    this.length = q[2];
    this.width = q[3];
    this.keyHeads = k[1];
    this.keyLength = k[2];
  }

  void requireEqualLengths() {
    if (length != keyLength) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "causal attention wants equal lengths: queries %s, keys %s",
              queries,
              keys));
    }
  }

  /**
   * Computes the result.
   *
   * @param mask added to the logits, or null
   * @param seenByFirst how many keys the first query sees; each further one sees one more
   */
  Values compute(@Nullable Values mask, int seenByFirst) {
    int[] logits = {queries.sizes()[0], heads, length, keyLength};
    double[] added = mask == null ? null : mask.take(broadcast(mask, logits), logits).floats();
    double[] result = new double[queries.count()];
    for (int row = 0; row < queries.count() / Math.max(1, width); row++) {
      int batch = row / (heads * length);
      int keyHead = row / length % heads / (heads / keyHeads);
      int first = (batch * keyHeads + keyHead) * keyLength;
      long seen = Math.min((long) seenByFirst + row % length, keyLength);
      double[] weights = new double[(int) seen];
      for (int k = 0; k < seen; k++) {
        double dot =
            Products.dot(queries.floats(), row * width, keys.floats(), (first + k) * width, width);
        weights[k] = scale * dot + (added == null ? 0 : added[row * keyLength + k]);
      }
      AxisTensor.softmax(weights);
      for (int k = 0; k < seen; k++) {
        Products.addScaled(
            result, row * width, values.floats(), (first + k) * width, width, weights[k]);
      }
    }
    return Values.of(queries.dtype(), queries.sizes(), result);
  }

  private static int[] broadcast(Values mask, int[] logits) {
    if (!Arrays.equals(Layout.broadcast(mask.sizes(), logits, "attention mask"), logits)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "attention: mask %s does not broadcast to %s",
              mask,
              Arrays.toString(logits)));
    }
    return Layout.broadcastOffsets(mask.sizes(), logits);
  }
}
