package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.util.Loggers;

/** Standard output is for results alone, whatever the libraries print. */
class StandardOutputTest {
  @TempDir private Path folder;

  @Test
  void logsGoToStandardError() throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Talkative.class.getName())
            .redirectError(err.toFile())
            .start();
    try (InputStream out = process.getInputStream()) {
      assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactly("the result: ü 星");
    }
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(err)).contains("a log line", "a warning", "a print");
  }

  /** Says more than its result. */
  static final class Talkative {
    private Talkative() {}

    public static void main(String[] arguments) {
      PrintWriter out = Main.results();
      Loggers.getLogger("ai.kelix.Talkative").info("a log line");
      Loggers.getLogger("ai.kelix.Talkative").warn("a warning");
      System.out.println("a print");
      out.println("the result: ü 星");
    }
  }
}
