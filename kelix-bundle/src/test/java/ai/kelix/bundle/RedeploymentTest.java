package ai.kelix.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A web application leaves nothing behind: no class loader, no thread, and of the native library at
 * most the first copy, which the dynamic linker keeps for its unique symbols.
 */
class RedeploymentTest {
  private static final int ROUNDS = 10;
  private static final int CARELESS_ROUNDS = 2;

  @TempDir private Path home;

  @Test
  void nothingOutlivesTheLastClosedModel() throws Exception {
    List<String> output = run(WebApplication.class, ROUNDS);
    assertNothingIsLeft(output, ROUNDS);
    assertThat(output).containsAnyOf("libraries: 0", "libraries: 1");
  }

  @Test
  void aDroppedModelIsFreedThoughItsClassLoaderIsClosed() throws Exception {
    List<String> output = run(CarelessApplication.class, CARELESS_ROUNDS);
    assertNothingIsLeft(output, CARELESS_ROUNDS);
    assertThat(output)
        .filteredOn(line -> line.contains("dropped without close()"))
        .hasSize(CARELESS_ROUNDS);
    assertThat(output).noneMatch(line -> line.contains("could not be freed"));
  }

  private static void assertNothingIsLeft(List<String> output, int rounds) {
    assertThat(output)
        .filteredOn(line -> line.matches("(round|thread).*"))
        .isEqualTo(
            IntStream.rangeClosed(1, rounds).mapToObj(i -> "round " + i + ": gone").toList());
  }

  private List<String> run(Class<?> application, int rounds) throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            // Softly held is not leaked: the JDK itself keeps the last record's types so.
            "-XX:SoftRefLRUPolicyMSPerMB=0",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath,
            Redeployments.class.getName(),
            classPath,
            String.valueOf(rounds),
            application.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KELIX_CACHE", home.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
