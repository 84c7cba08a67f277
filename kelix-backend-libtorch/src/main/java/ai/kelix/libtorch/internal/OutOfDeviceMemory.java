package ai.kelix.libtorch.internal;

import ai.kelix.InsufficientMemoryException;
import java.util.Locale;

/** Tells a full GPU from other failures of libtorch. */
final class OutOfDeviceMemory {
  private static final String SIGN = "CUDA out of memory";

  private OutOfDeviceMemory() {}

  /** Tells whether a failure says so. */
  static boolean is(RuntimeException failure) {
    return String.valueOf(failure.getMessage()).contains(SIGN);
  }

  /**
   * Returns what to throw for a failure of libtorch.
   *
   * @param work what was being done
   */
  static RuntimeException named(RuntimeException failure, String work) {
    if (!is(failure)) {
      return failure;
    }
    String message = String.valueOf(failure.getMessage());
    return new InsufficientMemoryException(
        String.format(
                Locale.ROOT,
                "the GPU's memory is full while computing '%s': %s; close other models, or load this one with",
                work,
                message.lines().findFirst().orElse(SIGN))
            + " device(\"cpu\")",
        failure);
  }
}
