package ai.kelix.formats.checkpoint;

import ai.kelix.platform.Interruption;
import ai.kelix.tensor.weights.StoredTensor;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;

/** Reads the bytes of a stored tensor of any size piece by piece. */
public final class StoredBytes {
  private static final long PIECE = 8 << 20;

  private StoredBytes() {}

  /**
   * Passes on all bytes in order.
   *
   * @param unit pieces are multiples of so many bytes, such as a row
   * @param to receives pieces of about 8 MiB, or of one unit if that is more, little-endian, each
   *     valid during the call only
   * @throws MalformedFileException if the file cannot be read to the end of the tensor
   */
  public static void read(StoredTensor tensor, int unit, Consumer<ByteBuffer> to) {
    long whole = Math.max(unit, PIECE - PIECE % unit);
    int capacity = Math.toIntExact(Math.min(whole, tensor.length()));
    ByteBuffer piece = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ)) {
      long done = 0;
      do {
        ((Buffer) piece).clear();
        ((Buffer) piece).limit((int) Math.min(capacity, tensor.length() - done));
        while (piece.hasRemaining()) {
          if (channel.read(piece, tensor.offset() + done + piece.position()) < 0) {
            throw new MalformedFileException(
                String.format(
                    Locale.ROOT,
                    "%s ends in the middle of tensor '%s'; was it changed while it was read?",
                    tensor.file(),
                    tensor.name()));
          }
        }
        done += piece.limit();
        ((Buffer) piece).flip();
        to.accept(piece);
      } while (done < tensor.length());
    } catch (IOException e) {
      Interruption.check(e, "reading " + tensor.file());
      throw new MalformedFileException("cannot read " + tensor.file() + ": " + e, e);
    }
  }
}
