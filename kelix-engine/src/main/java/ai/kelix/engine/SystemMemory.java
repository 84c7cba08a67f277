package ai.kelix.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks the kernel of Linux and Android, and the control groups of both versions, by their files.
 * Other systems have no such files, and what their Java reports as free leaves out what the system
 * would give up, so nothing is claimed there. Immutable and thread-safe.
 */
public final class SystemMemory implements MemoryProbe {
  private static final Pattern FIELD = Pattern.compile("(\\S+?):?\\s+(\\d+).*");
  private static final long KIB = 1024;

  private final Path root;

  /** Asks the running system. */
  public SystemMemory() {
    this(Paths.get("/"));
  }

  /**
   * Asks a copy of the kernel's files.
   *
   * @param root the folder that holds {@code proc} and {@code sys}
   */
  SystemMemory(Path root) {
    this.root = root;
  }

  @Override
  public OptionalLong physical() {
    Long available = fields(root.resolve("proc/meminfo")).get("MemAvailable");
    if (available == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.min(available * KIB, container().orElse(Long.MAX_VALUE)));
  }

  /** Returns what the container leaves; empty without container or limit. */
  private OptionalLong container() {
    Path groups = root.resolve("sys/fs/cgroup");
    return Stream.of(
            group(groups, "", "memory.max", "memory.current", ""),
            group(
                groups.resolve("memory"),
                "memory",
                "memory.limit_in_bytes",
                "memory.usage_in_bytes",
                "total_"))
        .flatMapToLong(OptionalLong::stream)
        .min();
  }

  /** A process may see its own group as the root or, without a namespace, by its path. */
  private OptionalLong group(
      Path mount, String controller, String limit, String usage, String prefix) {
    Path own = mount.resolve(ownGroup(controller));
    Path folder = Files.isRegularFile(own.resolve(limit)) ? own : mount;
    Optional<Long> most = number(folder.resolve(limit));
    Optional<Long> used = number(folder.resolve(usage));
    if (most.isEmpty() || used.isEmpty()) {
      return OptionalLong.empty();
    }
    Map<String, Long> statistics = fields(folder.resolve("memory.stat"));
    long cached =
        statistics.getOrDefault(prefix + "inactive_file", 0L)
            + statistics.getOrDefault(prefix + "active_file", 0L);
    return OptionalLong.of(Math.max(0, most.get() - Math.max(0, used.get() - cached)));
  }

  private Path ownGroup(String controller) {
    try (Stream<String> lines = Files.lines(root.resolve("proc/self/cgroup"))) {
      return lines
          .map(line -> line.split(":", 3))
          .filter(parts -> parts.length == 3 && parts[1].equals(controller))
          .map(parts -> Paths.get(parts[2].replaceFirst("^/+", "")))
          .findFirst()
          .orElse(Paths.get(""));
    } catch (IOException | InvalidPathException | UncheckedIOException e) {
      return Paths.get("");
    }
  }

  /** Returns the number of a file that holds just one; {@code max} is none. */
  private static Optional<Long> number(Path file) {
    try {
      return Optional.of(
          Long.valueOf(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns the lines {@code name: number unit} or {@code name number} of a file. */
  private static Map<String, Long> fields(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(FIELD::matcher)
          .filter(Matcher::matches)
          .collect(Collectors.toMap(m -> m.group(1), m -> Long.valueOf(m.group(2)), (a, b) -> a));
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      return Map.of();
    }
  }

  @Override
  public long heap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }
}
