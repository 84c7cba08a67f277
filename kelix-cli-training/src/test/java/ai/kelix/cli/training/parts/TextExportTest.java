package ai.kelix.cli.training.parts;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.Answer;
import ai.kelix.Kelix;
import ai.kelix.Prompt;
import ai.kelix.UnderstandingOptions;
import ai.kelix.cli.ExitCode;
import ai.kelix.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A language model of text alone is exported, loaded and asked like a whole Kelix. */
class TextExportTest {
  private static final UnderstandingOptions FEW = UnderstandingOptions.DEFAULTS.withMaxBlocks(6);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({"fp16,true", "fp16,false", "int8,true", "int8,false"})
  void thePackedFolderLoadsAndAnswers(String precision, boolean tied) throws IOException {
    Path model = Qwen3Folder.write(folder.resolve("m"), tied).path();
    Path exported = folder.resolve(precision);

    assertThat(export(model, precision, exported))
        .as(() -> "" + out + err)
        .isEqualTo(ExitCode.FINE);

    assertThat(out.toString()).contains("language model of text alone", "next token");
    assertThat(exported.resolve("packed.safetensors")).exists();
    assertThat(exported.resolve("backbone.onnx")).exists();
    Answer answer = ask(exported);
    assertThat(answer.blocks()).isNotEmpty();
    if (precision.equals("fp16")) {
      assertThat(answer.blocks()).isEqualTo(ask(model).blocks());
    }
  }

  /** Random weights decide nothing clearly, so four bits leave too few choices as they were. */
  @Test
  void aModelThatDoesNotBearTheFormatFails() throws IOException {
    Path model = Qwen3Folder.write(folder.resolve("m"), false).path();

    assertThat(export(model, "int4", folder.resolve("int4"))).isEqualTo(ExitCode.CHECK_FAILED);

    assertThat(out.toString().lines().filter(line -> line.contains("over")))
        .isNotEmpty()
        .allMatch(line -> line.contains("next token"))
        .anyMatch(
            line ->
                line.endsWith(
                    "over 3.0e-01: half more than kelix-tiny loses, which answers as well"));
  }

  private int export(Path model, String precision, Path to) {
    String[] words = {"export", "" + model, "--precision", precision, "--out", "" + to};
    return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).execute(words);
  }

  private static Answer ask(Path model) {
    try (Kelix kelix = Kelix.builder(model.toString()).backend("onnx").load()) {
      return kelix.understand(Prompt.of("hello"), FEW).answer();
    }
  }
}
