package ai.kelix.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program does not wait for when it starts, because an answer does not need it. */
class StartTest {
  @TempDir private Path home;

  @Test
  void anAnswerNeedsNeitherObjectMappersNorStreams() throws Exception {
    List<String> loaded = classesOf("kelix-tiny");
    assertThat(loaded)
        .anyMatch(line -> line.contains("ai.kelix.engine.KelixEngine "))
        .anyMatch(line -> line.contains("com.fasterxml.jackson.databind.JsonNode "))
        .noneMatch(line -> line.contains("com.fasterxml.jackson.databind.ObjectMapper "))
        .noneMatch(line -> line.contains("reactor.core.publisher.Flux "));
  }

  private List<String> classesOf(String model) throws IOException, InterruptedException {
    Path log = home.resolve("classes.txt");
    Path output = home.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LoadAndAnswer.class.getName(),
                model)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("KELIX_CACHE", home.resolve("kelix").toString());
    int code = builder.start().waitFor();
    assertThat(code).as("exit code after: %s", Files.readString(output)).isZero();
    return Files.readAllLines(log);
  }
}
