package ai.kelix.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.onnx.internal.runtime.OnnxBackend;
import ai.kelix.tensor.program.BackendOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runtime must be one that does not report to anybody: releases from 1.29 on build a report
 * from the command line, which kills processes whose command line is long, as class paths often
 * are.
 */
class LoadingTest {
  @TempDir private Path temporary;

  @Test
  void longCommandLineDoesNotKillTheProcess() throws Exception {
    Process process =
        inChild(List.of("-Dlong=" + "/some/folder/some-library-1.0.jar:".repeat(400)));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("loaded onnx");
  }

  /** The runtime by itself leaves a folder in each run. */
  @Test
  void nothingIsLeftInTheTemporaryFolder() throws Exception {
    assertThat(output(inChild(List.of("-Djava.io.tmpdir=" + temporary)))).contains("loaded onnx");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // There a loaded library cannot be deleted.
  void nothingIsLeftByAProcessThatIsKilled() throws Exception {
    List<String> killed = List.of("-Djava.io.tmpdir=" + temporary, "-Dkilled=true");
    assertThat(output(inChild(killed))).contains("loaded onnx");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aMissingTemporaryFolderIsNamed() throws Exception {
    Path nowhere = temporary.resolve("nowhere");
    assertThat(output(inChild(List.of("-Djava.io.tmpdir=" + nowhere))))
        .contains("BackendException", nowhere.toString(), "does not exist", "java.io.tmpdir");
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Process inChild(List<String> options) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder = new ProcessBuilder(java.toString());
    builder.command().addAll(options);
    builder.command().add(Loading.class.getName());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.redirectErrorStream(true).start();
  }

  /** What the child runs; without the hooks of an exit if it is to be killed. */
  static final class Loading {
    private Loading() {}

    /** Loads the library. */
    public static void main(String[] arguments) {
      try (OnnxBackend backend = new OnnxBackend(BackendOptions.DEFAULTS)) {
        System.out.println("loaded " + backend.name());
        if (Boolean.getBoolean("killed")) {
          Runtime.getRuntime().halt(0);
        }
      }
    }
  }

  @Test
  void libraryKnowsNoAddressToReportTo() throws IOException {
    String address = "events.data.microsoft.com";
    try (InputStream in =
        ai.onnxruntime.OrtEnvironment.class.getResourceAsStream(
            "/ai/onnxruntime/native/linux-x64/libonnxruntime.so")) {
      assertThat(in).isNotNull();
      String library = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(library).doesNotContain(address);
    }
  }
}
