package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Exit codes and messages of commands that cannot do what they are told. */
class CommandLineTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void wrongUsageIsTwo() {
    fails(ExitCode.WRONG_USAGE, "which command");
    fails(ExitCode.WRONG_USAGE, "paint", "paint");
    fails(ExitCode.WRONG_USAGE, "--colour", "demo", "--colour");
    fails(ExitCode.WRONG_USAGE, "at least 1", "demo", "--threads", "-3");
    fails(ExitCode.WRONG_USAGE, "--steps", "eval", "--steps", "0");
    fails(ExitCode.WRONG_USAGE, "belong together", "demo", "--dit", "x");
    fails(ExitCode.WRONG_USAGE, "OWNER/NAME", "download");
    fails(ExitCode.WRONG_USAGE, "OWNER/NAME", "download", "kelix-tiny");
    fails(ExitCode.WRONG_USAGE, "'a/b@../c'", "download", "a/b", "--revision", "../c");
  }

  @Test
  void aMissingValueIsWrongUsage() {
    fails(ExitCode.WRONG_USAGE, "Missing required parameter", "demo", "--question");
    fails(ExitCode.WRONG_USAGE, "'--json' is not", "demo", "--threads", "--json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@notes", "-V shape?", "--help", "-h", "-x", "--json", "--prompt=x", ""})
  void whatFollowsAnOptionIsItsValue(String text) {
    CommandLine line = Main.commandLine(new PrintWriter(out), new PrintWriter(err));
    for (String option : List.of("--question", "--prompt", "--model")) {
      CommandLine.ParseResult parsed = line.parseArgs("demo", option, text, "--json").subcommand();
      assertThat(parsed.matchedOption(option).stringValues()).containsExactly(text);
      assertThat(parsed.hasMatchedOption("--json")).isTrue();
      assertThat(parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()).isFalse();
    }
  }

  @Test
  void aResultThatCannotBeWrittenIsThree() {
    for (String[] arguments : new String[][] {{"--help"}, {"--version"}, {"demo", "--help"}}) {
      err.getBuffer().setLength(0);
      CommandLine line = Main.commandLine(new ResultWriter(full()), new PrintWriter(err, true));
      assertThat(Main.run(line, arguments)).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(err.toString()).contains("could not be written", "No space left", "incomplete");
    }
  }

  private static OutputStream full() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException("No space left on device");
      }
    };
  }

  @Test
  void messagesHaveNoEscapes() {
    fails(ExitCode.WRONG_USAGE, "--colour", "demo", "--colour");
    assertThat(err.toString()).doesNotContain("\u001b");
  }

  @Test
  void unknownModelIsThreeAndLeavesNothingBehind() {
    Path made = folder.resolve("made");
    fails(ExitCode.BAD_INPUT, "kelix-tiny", "demo", "--model", "kelix-huge", "--out", "" + made);
    assertThat(made).doesNotExist();
    fails(ExitCode.BAD_INPUT, "kelix-huge", "eval", "kelix-huge");
  }

  @Test
  void unknownBackendOrDeviceIsThree() {
    fails(ExitCode.BAD_INPUT, "'cudnn'", "demo", "--backend", "cudnn");
    fails(ExitCode.BAD_INPUT, "'cuda:7'", "demo", "--device", "cuda:7");
    fails(ExitCode.BAD_INPUT, "'cuda:7'", "eval", "--device", "cuda:7");
  }

  @Test
  void badImageIsThree() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.png"), "milk, eggs");
    fails(ExitCode.BAD_INPUT, "notes.png", "demo", "--image", "" + text);
    fails(ExitCode.BAD_INPUT, "gone.png", "demo", "--image", "" + folder.resolve("gone.png"));
  }

  @Test
  void badFolderIsThree() throws IOException {
    fails(ExitCode.BAD_INPUT, "config.json", "inspect", "" + folder.resolve("gone"));
    fails(ExitCode.BAD_INPUT, "config.json", "inspect", "" + folder);
    fails(ExitCode.BAD_INPUT, "golden.safetensors", "verify", "" + folder);
    Files.writeString(folder.resolve("model.safetensors"), "weights");
    Files.writeString(folder.resolve("golden.safetensors"), "recordings");
    Files.writeString(folder.resolve("config.json"), "{");
    fails(ExitCode.BAD_INPUT, "config.json", "inspect", "" + folder);
    fails(ExitCode.BAD_INPUT, "golden.safetensors", "verify", "" + folder);
    fails(ExitCode.BAD_INPUT, "config.json", "demo", "--model", "" + folder);
  }

  @Test
  void helpAndVersionAreFine() {
    assertThat(run("--help")).isEqualTo(ExitCode.FINE);
    assertThat(run("--version")).isEqualTo(ExitCode.FINE);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)), arguments);
  }

  private void fails(int code, String said, String... arguments) {
    assertThat(run(arguments)).isEqualTo(code);
    assertThat(err.toString()).contains(said).doesNotContain("\tat ").doesNotContain("internal");
  }
}
