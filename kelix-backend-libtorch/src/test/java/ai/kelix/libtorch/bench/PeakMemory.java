package ai.kelix.libtorch.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far this process grows while something runs, as Linux counts it. */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path FORGET = Path.of("/proc/self/clear_refs");

  private PeakMemory() {}

  /** Tells whether this system counts. */
  public static boolean isKnown() {
    return Files.isReadable(STATUS) && Files.isWritable(FORGET);
  }

  /** Returns by how many bytes the process was larger at its largest than before. */
  public static long growth(Runnable work) {
    try {
      Files.writeString(FORGET, "5");
      long before = kilobytes("VmRSS");
      work.run();
      return 1024 * (kilobytes("VmHWM") - before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long kilobytes(String name) throws IOException {
    Matcher matcher = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(Files.readString(STATUS));
    if (!matcher.find()) {
      throw new IllegalStateException(STATUS + " has no " + name);
    }
    return Long.parseLong(matcher.group(1));
  }
}
