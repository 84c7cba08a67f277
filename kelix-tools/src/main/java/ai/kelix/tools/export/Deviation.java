package ai.kelix.tools.export;

import ai.kelix.tensor.program.HostTensor;
import java.nio.FloatBuffer;

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

  private static double fraction(long[] exact, long[] found) {
    int differing = 0;
    for (int i = 0; i < exact.length; i++) {
      differing += exact[i] == found[i] ? 0 : 1;
    }
    return exact.length == 0 ? 0 : (double) differing / exact.length;
  }
}
