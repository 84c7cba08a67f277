package ai.kelix.onnx.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Failures name their cause, which at the end of the process is the end of the process. */
class OnnxFailureTest {
  private static final String MISSED = "Attempt to use DefaultLogger but none has been registered.";

  @Test
  void namesWhatTheRuntimeSays() {
    OrtException cause = new OrtException(MISSED);
    assertThat(OnnxFailure.of("program 'x' failed", cause))
        .hasMessage("program 'x' failed: " + cause.getMessage())
        .hasCause(cause);
  }

  @Test
  void namesTheEndOfTheProcess() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName())
            .redirectErrorStream(true)
            .start();
    try (InputStream said = process.getInputStream()) {
      assertThat(new String(said.readAllBytes(), StandardCharsets.UTF_8))
          .contains("program 'x' failed", "the process is ending", "close models")
          .doesNotContain("DefaultLogger");
    }
    assertThat(process.waitFor()).isZero();
  }

  /** Fails while the process ends. */
  static final class Ending {
    private Ending() {}

    public static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(Ending::fail));
    }

    private static void fail() {
      System.out.println(OnnxFailure.of("program 'x' failed", new OrtException(MISSED)));
    }
  }
}
