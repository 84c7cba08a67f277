package ai.kelix.libtorch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.libtorch.bench.MemoryProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What runs take and what they leave behind, in a process where nothing else is computed. */
class LibtorchMemoryTest {
  private static Map<String, Long> measured;

  @BeforeAll
  static void measure() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProbe.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    measured =
        said.lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1])));
  }

  @Test
  void runsLeaveNoHandles() {
    assertThat(measured).containsEntry("success", 0L);
  }

  @Test
  void failedRunsLeaveNoHandles() {
    assertThat(measured).containsEntry("failure", 0L);
  }

  @Test
  void runsLeaveNoHandlesInAScopeOfTheCaller() {
    assertThat(measured).containsEntry("scope", 0L);
  }

  @Test
  void chainsTakeFewPiecesOfMemory() {
    assertThat(measured.get("chain")).isLessThanOrEqualTo(48L << 20);
  }
}
