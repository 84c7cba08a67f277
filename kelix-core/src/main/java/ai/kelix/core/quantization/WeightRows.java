package ai.kelix.core.quantization;

import ai.kelix.core.checkpoint.MalformedFileException;
import ai.kelix.core.checkpoint.NonFiniteTensorException;
import ai.kelix.core.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Reads a matrix of any size row by row as float32. */
final class WeightRows {
  private static final int PIECE = 4 << 20;

  private final StoredTensor weight;
  private final int columns;

  WeightRows(StoredTensor weight) {
    this.weight = weight;
    this.columns = Math.toIntExact(weight.shape().get(1));
  }

  /**
   * Passes on all rows in order.
   *
   * @param to receives each row, valid during the call only
   * @throws NonFiniteTensorException for NaN or an infinity, which no integer can stand for
   */
  void forEach(Consumer<float[]> to) {
    int rowBytes = Math.multiplyExact(columns, weight.dtype().bytes());
    int rowsAtOnce = Math.max(1, PIECE / Math.max(1, rowBytes));
    ByteBuffer piece = ByteBuffer.allocate(rowsAtOnce * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] row = new float[columns];
    try (FileChannel channel = FileChannel.open(weight.file(), StandardOpenOption.READ)) {
      for (long done = 0; done < weight.length(); done += piece.limit()) {
        fill(channel, piece, done);
        while (piece.hasRemaining()) {
          read(piece, row);
          to.accept(row);
        }
      }
    } catch (IOException e) {
      throw new MalformedFileException("cannot read " + weight.file() + ": " + e, e);
    }
  }

  private void fill(FileChannel channel, ByteBuffer piece, long done) throws IOException {
    ((Buffer) piece).clear();
    ((Buffer) piece).limit((int) Math.min(piece.capacity(), weight.length() - done));
    while (piece.hasRemaining()) {
      if (channel.read(piece, weight.offset() + done + piece.position()) < 0) {
        throw new MalformedFileException(
            String.format(
                "%s ends in the middle of tensor '%s'; was it changed while it was read?",
                weight.file(), weight.name()));
      }
    }
    ((Buffer) piece).flip();
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
                "%s: tensor '%s' holds %s, expected finite numbers",
                weight.file(), weight.name(), row[i]));
      }
    }
  }
}
