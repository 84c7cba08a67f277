package ai.kelix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private static int lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }
}
