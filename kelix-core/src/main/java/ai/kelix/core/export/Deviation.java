package ai.kelix.core.export;

import ai.kelix.core.program.HostTensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** How far tensors of the same shape are apart. */
final class Deviation {

  private Deviation() {}

  /** Returns the root mean square of the deviation over that of the original. */
  static double relative(HostTensor original, HostTensor other) {
    FloatBuffer exact = original.data().asFloatBuffer();
    FloatBuffer found = other.data().asFloatBuffer();
    double deviation = 0;
    double size = 0;
    for (int i = 0; i < exact.limit(); i++) {
      double difference = (double) found.get(i) - exact.get(i);
      deviation += difference * difference;
      size += (double) exact.get(i) * exact.get(i);
    }
    if (deviation == 0) {
      return 0;
    }
    // A number that is none must not pass for a small one.
    return Double.isNaN(deviation) ? Double.POSITIVE_INFINITY : Math.sqrt(deviation / size);
  }

  /** Returns the fraction of integers that differ. */
  static double differing(HostTensor original, HostTensor other) {
    return fraction(original.longs(), other.longs());
  }

  /** Returns the fraction of rows whose largest number stands elsewhere. */
  static double differingChoices(HostTensor original, HostTensor other) {
    return fraction(choices(original), choices(other));
  }

  private static long[] choices(HostTensor logits) {
    long[] sizes = logits.sizes();
    int columns = Math.toIntExact(sizes[sizes.length - 1]);
    long[] chosen = new long[Math.toIntExact(logits.count() / columns)];
    FloatBuffer values = logits.data().asFloatBuffer();
    Arrays.setAll(chosen, row -> largest(values, row * columns, columns));
    return chosen;
  }

  private static int largest(FloatBuffer values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      best = values.get(from + i) > values.get(from + best) ? i : best;
    }
    return best;
  }

  private static double fraction(long[] exact, long[] found) {
    int differing = 0;
    for (int i = 0; i < exact.length; i++) {
      differing += exact[i] == found[i] ? 0 : 1;
    }
    return exact.length == 0 ? 0 : (double) differing / exact.length;
  }
}
