package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Image;
import ai.kelix.Kelix;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported kelix-tiny is a model like any other. */
class ExportCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void exportsAModelThatLoadsAndAnswers() {
    Path exported = folder.resolve("int8");
    assertThat(run("export", "tiny", "--precision", "int8", "--out", "" + exported))
        .as(() -> out + "\n" + err)
        .isEqualTo(ExitCode.FINE);
    assertThat(out.toString())
        .contains("autoregressive model", "diffusion transformer", "autoencoder")
        .contains("tf.logits", "next token")
        .doesNotContain("not compared");
    Image image = Image.ofRgb(112, 112, new byte[112 * 112 * 3]);
    try (Kelix small = Kelix.builder("" + exported).backend("onnx").load();
        Kelix original = Kelix.builder("kelix-tiny").backend("onnx").load()) {
      assertThat(small.tokenize(image).codes()).hasSameSizeAs(original.tokenize(image).codes());
      assertThat(small.understand(image, "How many shapes are there?").text()).isNotBlank();
    }
  }

  @Test
  void saysWhatWasNotCompared() {
    assertThat(
            run(
                "export",
                "tiny",
                "--precision",
                "fp32",
                "--no-check",
                "--out",
                "" + folder.resolve("fp32")))
        .isEqualTo(ExitCode.FINE);
    assertThat(out.toString()).contains("not compared with the original: --no-check");
  }

  @Test
  void unknownPrecisionIsWrongUsage() {
    assertThat(run("export", "tiny", "--precision", "int3", "--out", "" + folder.resolve("x")))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("fp32, fp16, int8 or int4, not int3");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  private int run(String... arguments) {
    return Main.run(
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)), arguments);
  }
}
