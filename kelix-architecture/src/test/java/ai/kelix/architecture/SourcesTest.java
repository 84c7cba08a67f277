package ai.kelix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files stay small enough to be read in one go. */
class SourcesTest {
  private static final int LONGEST = 600;
  private static final int MEDIAN = 200;

  @Test
  void noFileIsLongerThanAFewScreens() throws IOException {
    for (Path file : Reactor.sources()) {
      assertThat(lines(file)).as("lines of %s", file).isLessThanOrEqualTo(LONGEST);
    }
  }

  @Test
  void mostFilesAreMuchShorter() throws IOException {
    List<Integer> lengths = new ArrayList<>();
    for (Path file : Reactor.sources()) {
      lengths.add(lines(file));
    }
    lengths.sort(null);
    assertThat(lengths.get(lengths.size() / 2)).isLessThan(MEDIAN);
  }

  /** A module that holds a large part of the code is several in one. */
  @Test
  void noModuleHoldsMoreThanAQuarterOfTheCode() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    for (Path file : Reactor.sources()) {
      Path inside = Reactor.ROOT.relativize(file);
      if (inside.startsWith(inside.getName(0).resolve("src/main"))) {
        sizes.merge(inside.getName(0).toString(), (long) lines(file), Long::sum);
      }
    }
    long all = sizes.values().stream().mapToLong(Long::longValue).sum();
    assertThat(sizes)
        .hasSizeGreaterThan(4)
        .allSatisfy((module, size) -> assertThat(4 * size).as(module).isLessThanOrEqualTo(all));
  }

  private static int lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }
}
