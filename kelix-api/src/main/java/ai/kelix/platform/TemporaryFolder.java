package ai.kelix.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;

/** Says what is wrong with the folder into which native libraries are unpacked. */
public final class TemporaryFolder {
  private static final String PROPERTY = "java.io.tmpdir";

  private TemporaryFolder() {}

  /** Returns the folder of this process. */
  public static Path path() {
    return Paths.get(System.getProperty(PROPERTY, ""));
  }

  /**
   * Returns a sentence that names the folder, what is wrong with it as far as that can be seen, and
   * how to choose another.
   *
   * @param bytes that had to fit
   * @param failure of unpacking or loading
   */
  public static String advice(long bytes, Throwable failure) {
    Path folder = path();
    return String.format(
        Locale.ROOT,
        "The library is unpacked into the temporary folder '%s', which %s; choose another with"
            + " -D%s=FOLDER that exists, has %d MiB free and may hold programs (is not mounted noexec)",
        folder,
        state(folder, bytes, failure),
        PROPERTY,
        (bytes >> 20) + 1);
  }

  private static String state(Path folder, long bytes, Throwable failure) {
    // So says the loader of Linux where programs may not run.
    if (String.valueOf(failure.getMessage()).contains("failed to map segment")) {
      return "does not let programs run (mounted noexec)";
    }
    if (!Files.isDirectory(folder)) {
      return Files.exists(folder) ? "is no folder" : "does not exist";
    }
    if (!Files.isWritable(folder)) {
      return "this user may not write";
    }
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      return free < bytes
          ? String.format(Locale.ROOT, "has %d MiB free", free >> 20)
          : "exists and can be written";
    } catch (IOException | SecurityException e) {
      return "cannot be examined (" + e + ")";
    }
  }
}
