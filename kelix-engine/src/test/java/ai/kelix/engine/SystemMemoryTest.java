package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads copies of the kernel's files as Linux, Android and containers have them. */
class SystemMemoryTest {
  private static final String NO_LIMIT = "9223372036854771712";

  @TempDir private Path root;

  @Test
  void takesWhatTheKernelCallsAvailable() throws IOException {
    put("proc/meminfo", "MemTotal:  24683620 kB\nMemFree:  100 kB\nMemAvailable:  2048 kB\n");
    assertThat(new SystemMemory(root).physical()).hasValue(2048 * 1024);
  }

  @Test
  void claimsNothingWhereThereIsNoSuchFile() {
    assertThat(new SystemMemory(root).physical()).isEmpty();
  }

  @Test
  void staysWithinTheContainerWhoseFileCacheCanBeFreed() throws IOException {
    put("proc/meminfo", "MemAvailable:  999999999 kB\n");
    put("sys/fs/cgroup/memory.max", "1000000\n");
    put("sys/fs/cgroup/memory.current", "700000\n");
    put("sys/fs/cgroup/memory.stat", "anon 100\ninactive_file 200000\nactive_file 100000\n");
    assertThat(new SystemMemory(root).physical()).hasValue(600_000);
  }

  @Test
  void findsItsOwnGroupByPath() throws IOException {
    put("proc/meminfo", "MemAvailable:  999999999 kB\n");
    put("proc/self/cgroup", "0::/pods/a\n");
    put("sys/fs/cgroup/pods/a/memory.max", "5000\n");
    put("sys/fs/cgroup/pods/a/memory.current", "1000\n");
    assertThat(new SystemMemory(root).physical()).hasValue(4000);
  }

  @Test
  void readsTheOlderControlGroups() throws IOException {
    put("proc/meminfo", "MemAvailable:  999999999 kB\n");
    put("proc/self/cgroup", "4:memory:/pods/b\n0::/\n");
    put("sys/fs/cgroup/memory/pods/b/memory.limit_in_bytes", "9000\n");
    put("sys/fs/cgroup/memory/pods/b/memory.usage_in_bytes", "8000\n");
    put("sys/fs/cgroup/memory/pods/b/memory.stat", "total_inactive_file 500\n");
    assertThat(new SystemMemory(root).physical()).hasValue(1500);
  }

  @Test
  void ignoresGroupsWithoutLimit() throws IOException {
    put("proc/meminfo", "MemAvailable:  10 kB\n");
    put("sys/fs/cgroup/memory.max", "max\n");
    put("sys/fs/cgroup/memory.current", "700000\n");
    put("sys/fs/cgroup/memory/memory.limit_in_bytes", NO_LIMIT);
    put("sys/fs/cgroup/memory/memory.usage_in_bytes", "700000\n");
    assertThat(new SystemMemory(root).physical()).hasValue(10 * 1024);
  }

  @Test
  void takesNonsenseForSilence() throws IOException {
    put("proc/meminfo", "MemAvailable: 99999999999999999999999999 kB\n");
    assertThat(new SystemMemory(root).physical()).isEmpty();
  }

  @Test
  void knowsTheHeapOfThisProcess() {
    assertThat(new SystemMemory().heap()).isBetween(1L, Runtime.getRuntime().maxMemory());
  }

  private void put(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
