package ai.kelix.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.hub.FakeHub;
import ai.kelix.model.tiny.TinyModel;
import ai.kelix.spi.EmbeddedModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code Kelix.load("someone/tiny")} in processes of their own, with nothing but environment
 * variables: two at once download and answer, a third answers offline.
 */
class LoadFromHubTest {
  @TempDir private Path home;

  @Test
  void downloadsAnswersAndAnswersOffline() throws Exception {
    URI endpoint;
    String answer;
    try (FakeHub hub = serveTiny()) {
      endpoint = hub.endpoint();
      Process first = start(endpoint, Map.of());
      Process second = start(endpoint, Map.of());
      answer = output(first);
      assertThat(answer).contains("answer: ");
      assertThat(output(second)).contains(answerIn(answer));
      assertThat(hub.fileRequests())
          .as("two processes fetch each file once")
          .isEqualTo(new TinyModel().entries().size());
    }
    assertThat(home.resolve("hub/models--someone--tiny/refs/main")).hasContent(FakeHub.COMMIT);
    assertThat(output(start(endpoint, Map.of("HF_HUB_OFFLINE", "1")))).contains(answerIn(answer));
  }

  @Test
  void tellsAtOnceThatTheHubCannotBeReached() throws Exception {
    URI nobody;
    try (FakeHub hub = new FakeHub()) {
      nobody = hub.endpoint();
    }
    Process process = start(nobody, Map.of());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said)
        .containsSubsequence(
            "trying again in 1 s", "trying again in 2 s", "HubConnectionException");
  }

  private static FakeHub serveTiny() throws IOException {
    FakeHub hub = new FakeHub();
    TinyModel model = new TinyModel();
    for (EmbeddedModel.Entry entry : model.entries()) {
      try (InputStream in = model.open(entry)) {
        hub.with(entry.path(), in.readAllBytes());
      }
    }
    return hub;
  }

  private Process start(URI endpoint, Map<String, String> more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx1g", "-XX:+UseSerialGC", "-cp", classPath(), LoadAndAnswer.class.getName()));
    command.add("someone/tiny");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("HF_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "HF_HOME", home.toString(),
                "HF_ENDPOINT", endpoint.toString(),
                "KELIX_CACHE", home.resolve("kelix").toString()));
    builder.environment().putAll(more);
    return builder.start();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static String output(Process process) throws Exception {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static String answerIn(String output) {
    return output.lines().filter(line -> line.startsWith("answer: ")).findFirst().orElseThrow();
  }
}
