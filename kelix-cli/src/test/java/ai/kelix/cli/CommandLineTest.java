package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
