package ai.kelix.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Lets one thread of one process fetch a blob, so that the others find it done. It saves work;
 * nothing breaks without it, since all who fetch a blob write the same bytes to the same places.
 */
final class BlobLock implements AutoCloseable {
  private static final Logger LOG = Loggers.getLogger(BlobLock.class);
  private static final long PAUSE_MILLIS = 50;

  /** Closing any channel of a file may free the process's lock, so threads queue here first. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel process;

  private BlobLock(ReentrantLock thread, FileChannel process) {
    this.thread = thread;
    this.process = process;
  }

  /** Waits for the lock as long as it takes. */
  static BlobLock acquire(Path file) throws IOException, InterruptedException {
    ReentrantLock thread =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), key -> new ReentrantLock());
    thread.lockInterruptibly();
    FileChannel channel = null;
    try {
      Files.createDirectories(file.getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      waitFor(channel, file);
      return new BlobLock(thread, channel);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      if (channel != null) {
        channel.close();
      }
      thread.unlock();
      throw e;
    }
  }

  private static void waitFor(FileChannel channel, Path file)
      throws IOException, InterruptedException {
    for (boolean first = true; !isLocked(channel); first = false) {
      if (first) {
        LOG.info("waiting for another process that fetches the same file: {}", file);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another class loader of this process holds it.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      process.close();
    } finally {
      thread.unlock();
    }
  }
}
