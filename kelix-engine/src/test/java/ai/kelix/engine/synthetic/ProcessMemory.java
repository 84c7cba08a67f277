package ai.kelix.engine.synthetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process holds of the machine's memory, as Linux counts it.
 *
 * @param copied bytes that belong to the process alone: heap and native
 * @param mapped bytes of files, which the system can take back
 */
public record ProcessMemory(long copied, long mapped) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Tells whether this system counts. */
  public static boolean isKnown() {
    return Files.isReadable(STATUS);
  }

  /** Counts now. */
  public static ProcessMemory now() {
    try {
      String status = Files.readString(STATUS);
      return new ProcessMemory(field(status, "RssAnon"), field(status, "RssFile"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long field(String status, String name) {
    Matcher matcher = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
    if (!matcher.find()) {
      throw new IllegalStateException(STATUS + " has no " + name);
    }
    return 1024 * Long.parseLong(matcher.group(1));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d MiB copied, %d MiB mapped", copied >> 20, mapped >> 20);
  }
}
