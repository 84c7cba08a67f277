package ai.kelix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests come to the same verdict on a busy machine: none measures time, waits a while and then
 * judges, or gives others so long and no longer. Waiting for a condition, in pauses of 1 ms, is
 * fine; what hangs is ended by the build.
 */
class NoVerdictByTimeTest {
  private static final Pattern TIMED =
      Pattern.compile(
          String.join(
              "|",
              "@Timeout\\b",
              "\\bassertTimeout",
              "\\b(nanoTime|currentTimeMillis)\\(",
              "\\b(sleep|onSpinWait|yield)\\((?!1\\))",
              "\\b(isLessThan|isLessThanOrEqualTo|isBetween)\\(Duration\\.",
              "\\b(get|join|waitFor|await|awaitTermination|poll)\\([^()]*, *(TimeUnit\\.)?[A-Z]+S\\)",
              "\\b(verify|block|blockFirst|blockLast|toIterable)\\(Duration\\."));

  @Test
  void noTestJudgesByTime() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Reactor.sources()) {
      if (isTest(file.toString().replace('\\', '/')) && !isThis(file)) {
        for (String line : Files.readAllLines(file)) {
          if (TIMED.matcher(line).find()) {
            found.add(Reactor.ROOT.relativize(file) + ": " + line.strip());
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "long start = System.nanoTime();",
        "Thread.sleep(100);",
        "TimeUnit.SECONDS.sleep(2);",
        "assertThat(taken).isLessThan(Duration.ofSeconds(2));",
        "future.get(5, TimeUnit.SECONDS);",
        "latch.await(5, SECONDS);",
        "flux.blockLast(Duration.ofSeconds(1));",
        "@Timeout(60)",
        "assertTimeoutPreemptively(limit, run);",
      })
  void knowsWhatItLooksFor(String line) {
    assertThat(TIMED.matcher(line).find()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Thread.sleep(1);", "latch.await();", "map.get(key);", "flux.blockLast();"})
  void leavesOtherLinesAlone(String line) {
    assertThat(TIMED.matcher(line).find()).isFalse();
  }

  private static boolean isTest(String file) {
    return file.contains("/src/test/") || file.contains("/kelix-testkit/");
  }

  private static boolean isThis(Path file) {
    return file.endsWith(NoVerdictByTimeTest.class.getSimpleName() + ".java");
  }
}
