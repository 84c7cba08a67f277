package ai.kelix.core.release;

import ai.kelix.core.checkpoint.MalformedFileException;
import ai.kelix.core.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Reads the bytes of a stored tensor of any size piece by piece. */
final class StoredBytes {
  private static final int PIECE = 8 << 20;

  private StoredBytes() {}

  /**
   * Passes on all bytes in order.
   *
   * @param to receives pieces of at most 8 MiB, little-endian, each valid during the call only
   */
  static void copy(StoredTensor tensor, Consumer<ByteBuffer> to) {
    ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ)) {
      long done = 0;
      do {
        ((Buffer) piece).clear();
        ((Buffer) piece).limit((int) Math.min(PIECE, tensor.length() - done));
        while (piece.hasRemaining()) {
          if (channel.read(piece, tensor.offset() + done + piece.position()) < 0) {
            throw new MalformedFileException(
                String.format(
                    "%s ends in the middle of tensor '%s'; was it changed while it was read?",
                    tensor.file(), tensor.name()));
          }
        }
        done += piece.limit();
        ((Buffer) piece).flip();
        to.accept(piece);
      } while (done < tensor.length());
    } catch (IOException e) {
      throw new MalformedFileException("cannot read " + tensor.file() + ": " + e, e);
    }
  }
}
