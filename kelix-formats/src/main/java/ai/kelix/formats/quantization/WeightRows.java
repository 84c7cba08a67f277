package ai.kelix.formats.quantization;

import ai.kelix.formats.checkpoint.NonFiniteTensorException;
import ai.kelix.formats.checkpoint.StoredBytes;
import ai.kelix.tensor.weights.StoredTensor;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Consumer;

/** Reads a matrix of any size row by row as float32. Immutable. */
public final class WeightRows {
  private final StoredTensor weight;
  private final int columns;

  /**
   * Prepares to read.
   *
   * @param weight of rank 2 and a floating-point type
   */
  public WeightRows(StoredTensor weight) {
    this.weight = weight;
    this.columns = Math.toIntExact(weight.shape().get(1));
  }

  /**
   * Passes on all rows in order.
   *
   * @param to receives each row, valid during the call only
   * @throws NonFiniteTensorException for NaN or an infinity, which nothing can be computed from
   */
  public void forEach(Consumer<float[]> to) {
    int rowBytes = Math.multiplyExact(columns, weight.dtype().bytes());
    float[] row = new float[columns];
    StoredBytes.read(
        weight,
        Math.max(1, rowBytes),
        piece -> {
          while (piece.hasRemaining()) {
            read(piece, row);
            to.accept(row);
          }
        });
  }

  private void read(ByteBuffer piece, float[] row) {
    for (int i = 0; i < columns; i++) {
      row[i] =
          switch (weight.dtype()) {
            case F32 -> piece.getFloat();
            case F16 -> HalfFloat.toFloat(piece.getShort());
            case BF16 -> Float.intBitsToFloat(piece.getShort() << 16);
            default -> throw new IllegalStateException("no floating-point weight: " + weight);
          };
      if (!Float.isFinite(row[i])) {
        throw new NonFiniteTensorException(
            String.format(
                Locale.ROOT,
                "%s: tensor '%s' holds %s, expected finite numbers",
                weight.file(),
                weight.name(),
                row[i]));
      }
    }
  }
}
