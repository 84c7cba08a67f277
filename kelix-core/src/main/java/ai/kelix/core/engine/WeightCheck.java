package ai.kelix.core.engine;

import ai.kelix.core.checkpoint.ChangedFileException;
import ai.kelix.core.checkpoint.NonFiniteTensorException;
import ai.kelix.core.checkpoint.StoredTensor;
import ai.kelix.core.checkpoint.TensorSource;
import ai.kelix.core.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for weights that are no numbers, which would turn every answer into nonsense without any
 * error. Smallest tensors first, up to a budget: norms and biases are where training breaks first,
 * and the rest of a large model is not worth the minutes it takes to read.
 */
final class WeightCheck {
  private static final long BUDGET = 64L << 20;
  private static final int CHUNK = 1 << 14;

  private WeightCheck() {}

  /**
   * Reads the weights.
   *
   * @throws NonFiniteTensorException naming the first tensor that holds NaN or an infinity
   * @throws ChangedFileException if a file is cut meanwhile
   */
  static void requireFinite(TensorSource weights) {
    List<StoredTensor> smallestFirst =
        weights.stored().stream()
            .filter(tensor -> tensor.dtype().isFloating())
            .sorted(Comparator.comparingLong(StoredTensor::length))
            .toList();
    long read = 0;
    for (StoredTensor tensor : smallestFirst) {
      read += tensor.length();
      if (read > BUDGET) {
        return;
      }
      readWhileThere(tensor, () -> requireFinite(tensor, weights.map(tensor)));
    }
  }

  /** Java answers for a page of a mapping that the file no longer has with an internal error. */
  private static void readWhileThere(StoredTensor tensor, Runnable read) {
    try {
      read.run();
    } catch (InternalError e) {
      throw new ChangedFileException(
          String.format(
              "the weights file %s was cut while tensor '%s' was read; restore it and load the model again",
              tensor.file(), tensor.name()),
          e);
    }
  }

  private static void requireFinite(StoredTensor tensor, ByteBuffer data) {
    boolean finite =
        tensor.dtype() == DType.F32
            ? finite32(data.asIntBuffer())
            : finite16(data.asShortBuffer(), tensor.dtype() == DType.F16 ? 0x7C00 : 0x7F80);
    if (!finite) {
      throw new NonFiniteTensorException(
          String.format(
              "%s: tensor '%s' holds NaN or an infinity, expected finite numbers; download it again or train from an earlier state",
              tensor.file(), tensor.name()));
    }
  }

  /** A number is not finite when all bits of its exponent are set. */
  private static boolean finite32(IntBuffer data) {
    int[] chunk = new int[CHUNK];
    while (data.hasRemaining()) {
      int count = Math.min(CHUNK, data.remaining());
      data.get(chunk, 0, count);
      for (int i = 0; i < count; i++) {
        if ((chunk[i] & 0x7F800000) == 0x7F800000) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean finite16(ShortBuffer data, int exponent) {
    short[] chunk = new short[CHUNK];
    while (data.hasRemaining()) {
      int count = Math.min(CHUNK, data.remaining());
      data.get(chunk, 0, count);
      for (int i = 0; i < count; i++) {
        if ((chunk[i] & exponent) == exponent) {
          return false;
        }
      }
    }
    return true;
  }
}
