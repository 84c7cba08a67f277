package ai.kelix.libtorch.internal;

import ai.kelix.InsufficientMemoryException;
import java.util.Locale;

/** Tells a full GPU from other failures of libtorch. */
final class OutOfDeviceMemory {
  private static final String SIGN = "CUDA out of memory";

  private OutOfDeviceMemory() {}

  /**
   * Returns what to throw for a failure of libtorch.
   *
   * @param work what was being done
   */
  static RuntimeException named(RuntimeException failure, String work) {
    String message = String.valueOf(failure.getMessage());
    if (!message.contains(SIGN)) {
      return failure;
    }
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
