package ai.kelix.engine;

import ai.kelix.formats.checkpoint.NonFiniteTensorException;
import ai.kelix.platform.Interruption;
import ai.kelix.tensor.type.DType;
import ai.kelix.tensor.weights.ChangedFileException;
import ai.kelix.tensor.weights.StoredTensor;
import ai.kelix.tensor.weights.TensorSource;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks for weights that are no numbers, which would turn every answer into nonsense without any
 * error. Smallest tensors first, up to a budget: norms and biases are where training breaks first,
 * and the rest of a large model is not worth the minutes it takes to read. The bytes are copied
 * through a buffer, because mapping a thousand small tensors takes three times as long.
 */
final class WeightCheck {
  private static final long BUDGET = 64L << 20;
  private static final int CHUNK = 1 << 15;

  private final long[] numbers = new long[CHUNK];
  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(CHUNK * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private WeightCheck() {}

  /**
   * Reads the weights.
   *
   * @throws NonFiniteTensorException naming a tensor that holds NaN or an infinity
   * @throws ChangedFileException if a file is cut meanwhile
   */
  static void requireFinite(TensorSource weights) {
    WeightCheck check = new WeightCheck();
    chosen(weights).forEach(check::requireFinite);
  }

  private static Map<Path, List<StoredTensor>> chosen(TensorSource weights) {
    List<StoredTensor> smallestFirst =
        weights.stored().stream()
            .filter(tensor -> tensor.type().isFloating())
            .sorted(Comparator.comparingLong(StoredTensor::length))
            .toList();
    Map<Path, List<StoredTensor>> chosen = new LinkedHashMap<>();
    long total = 0;
    for (StoredTensor tensor : smallestFirst) {
      total += tensor.length();
      if (total > BUDGET) {
        break;
      }
      chosen.computeIfAbsent(tensor.file(), file -> new ArrayList<>()).add(tensor);
    }
    return chosen;
  }

  private void requireFinite(Path file, List<StoredTensor> tensors) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (StoredTensor tensor : tensors) {
        if (!isFinite(tensor, channel)) {
          throw new NonFiniteTensorException(
              String.format(
                  Locale.ROOT,
                  "%s: tensor '%s' holds NaN or an infinity, expected finite numbers; download it"
                      + " again or train from an earlier state",
                  file,
                  tensor.name()));
        }
      }
    } catch (IOException e) {
      Interruption.check(e, "checking the weights of " + file);
      throw new ChangedFileException("the weights file " + file + " cannot be read any more", e);
    }
  }

  /**
   * Looks at eight bytes at a time. A number is not finite when all bits of its exponent are set,
   * so these are inverted: then adding the mask carries into the place of the sign unless all are
   * zero.
   */
  private boolean isFinite(StoredTensor tensor, FileChannel channel) throws IOException {
    long exponents = exponents(tensor.dtype());
    long carried = -1;
    for (long done = 0; done < tensor.length(); done += bytes.capacity()) {
      int count = fill(tensor, done, channel);
      for (int i = 0; i < count; i++) {
        carried &= (~numbers[i] & exponents) + exponents;
      }
    }
    long signs = (exponents << 1) & ~exponents;
    return (carried & signs) == signs;
  }

  /** Returns the bits of the exponents of all numbers in eight bytes. */
  private static long exponents(DType dtype) {
    return switch (dtype) {
      case F32 -> 0x7F80_0000_7F80_0000L;
      case F16 -> 0x7C00_7C00_7C00_7C00L;
      default -> 0x7F80_7F80_7F80_7F80L;
    };
  }

  /** Reads the next bytes of a tensor, zeros after its end, and returns how many longs they are. */
  private int fill(StoredTensor tensor, long done, FileChannel channel) throws IOException {
    ((Buffer) bytes).clear();
    ((Buffer) bytes).limit((int) Math.min(bytes.capacity(), tensor.length() - done));
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, tensor.offset() + done + bytes.position()) < 0) {
        throw new ChangedFileException(
            String.format(
                Locale.ROOT,
                "the weights file %s was cut while tensor '%s' was read; restore it and load the"
                    + " model again",
                tensor.file(),
                tensor.name()));
      }
    }
    ((Buffer) bytes).limit((bytes.position() + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0);
    }
    ((Buffer) bytes).flip();
    LongBuffer longs = bytes.asLongBuffer();
    int count = longs.remaining();
    longs.get(numbers, 0, count);
    return count;
  }
}
