package ai.kelix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.codehaus.mojo.animal_sniffer.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Android uses calls nothing that Android 8 (API level 26) lacks after D8 and core-library
 * desugaring ({@code desugar_jdk_libs} 2). Instead of what is found here use, for instance, {@code
 * String.format}, {@code Paths.get}, and a {@code Buffer} to move position and limit.
 */
class AndroidSurfaceTest {
  /** Only the platform is judged; and D8 gives records a base class of its own. */
  private static final Set<String> NOT_JUDGED =
      Set.of(
          "ai.kelix.*",
          "ai.onnxruntime.*",
          "com.fasterxml.jackson.*",
          "org.jspecify.*",
          "org.reactivestreams.*",
          "reactor.*",
          "java.lang.Record");

  /** Whatever an application brings along that runs a model with the ONNX backend. */
  static Set<String> modules() {
    return Reactor.broughtBy("kelix-backend-onnx", "kelix-model-tiny");
  }

  @Test
  void anApplicationCarriesWhatItRunsAndNoMore() {
    assertThat(modules())
        .containsExactlyInAnyOrder(
            "kelix-api",
            "kelix-tokenizer",
            "kelix-tensor",
            "kelix-model",
            "kelix-formats",
            "kelix-engine",
            "kelix-backend-onnx",
            "kelix-model-tiny");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void callsOnlyWhatAndroidHas(String module) throws IOException {
    assertThat(complaints(Reactor.compiled(module))).isEmpty();
  }

  /** The check itself notices what is missing there. */
  @Test
  void imageFilesAreForDesktopsAndServers() throws IOException {
    assertThat(complaints(Reactor.compiled("kelix-imageio")))
        .anyMatch(complaint -> complaint.contains("javax.imageio.ImageReader"));
  }

  private static List<String> complaints(Path module) throws IOException {
    Complaints complaints = new Complaints(new ArrayList<>());
    Path signature = Path.of(System.getProperty("kelix.android.signature"));
    try (InputStream in = Files.newInputStream(signature)) {
      SignatureChecker checker = new SignatureChecker(in, NOT_JUDGED, complaints);
      checker.setSourcePath(List.of());
      checker.process(module.toFile());
    }
    return complaints.found();
  }

  private record Complaints(List<String> found) implements Logger {
    @Override
    public void error(String message) {
      found.add(message);
    }

    @Override
    public void error(String message, Throwable cause) {
      found.add(message + ": " + cause);
    }

    @Override
    public void info(String message) {}

    @Override
    public void info(String message, Throwable cause) {}

    @Override
    public void debug(String message) {}

    @Override
    public void debug(String message, Throwable cause) {}

    @Override
    public void warn(String message) {}

    @Override
    public void warn(String message, Throwable cause) {}
  }
}
