package ai.kelix.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A file on its way: what is there of it, and the checksum up to there. Not thread-safe; several
 * processes may write the same one, since equal bytes go to equal places and nothing is cut off.
 */
final class PartialFile implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  private final RemoteFile file;
  private final Path path;
  private final FileChannel channel;
  private MessageDigest digest;
  private long position;

  private PartialFile(RemoteFile file, Path path, FileChannel channel) {
    this.file = file;
    this.path = path;
    this.channel = channel;
    this.digest = file.checksum().start(file.size());
  }

  /** Opens what an earlier download left, or begins. */
  static PartialFile open(RemoteFile file, Path path) throws IOException {
    Files.createDirectories(path.getParent());
    if (Files.exists(path) && Files.size(path) > file.size()) {
      Files.delete(path);
    }
    PartialFile partial =
        new PartialFile(
            file,
            path,
            FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    try {
      partial.takeUp();
      return partial;
    } catch (IOException | RuntimeException | Error e) {
      partial.close();
      throw e;
    }
  }

  private void takeUp() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (position < file.size() && channel.read(buffer.clear(), position) > 0) {
      buffer.flip();
      position = Math.min(file.size(), position + buffer.remaining());
      digest.update(buffer);
    }
  }

  /** How many bytes are there. */
  long position() {
    return position;
  }

  boolean isComplete() {
    return position == file.size();
  }

  /** Begins anew, over the bytes that are there. */
  void rewind() {
    position = 0;
    digest = file.checksum().start(file.size());
  }

  /** Whether so many bytes are still missing. */
  boolean hasRoomFor(int bytes) {
    return bytes <= file.size() - position;
  }

  /**
   * Adds bytes, for which there must be room.
   *
   * @throws HubCacheException if the disk does not take them
   */
  void append(ByteBuffer bytes) throws InterruptedException {
    digest.update(bytes.duplicate());
    try {
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("while writing " + path);
    } catch (IOException e) {
      throw new HubCacheException(
          String.format(Locale.ROOT, "cannot write %s: %s; is the disk full?", path, e), e);
    }
  }

  /** Returns the checksum of the complete file; once. */
  String checksum() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Closes the complete file and gives it its final name, on the disk before it has it. */
  void publish(Path target) throws IOException {
    channel.force(true);
    channel.close();
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Closes and deletes. */
  void discard() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
