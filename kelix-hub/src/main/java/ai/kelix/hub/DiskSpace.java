package ai.kelix.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tells how much can be written below a folder that exists. */
@FunctionalInterface
interface DiskSpace {

  /** Returns the number of bytes. */
  long usable(Path folder) throws IOException;

  /** Asks the file system. */
  static long ofFileSystem(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /**
   * Checks before the first byte is fetched.
   *
   * @param missing bytes still to be fetched
   * @throws InsufficientDiskException if they do not fit
   */
  default void check(Path folder, long missing, HubModel model) throws IOException {
    long usable = usable(folder);
    if (missing > usable) {
      throw new InsufficientDiskException(
          String.format(
              Locale.ROOT,
              "%s needs %,d more bytes, and the disk of %s has %,d: free some or choose another with HF_HUB_CACHE",
              model,
              missing,
              folder,
              usable));
    }
  }
}
