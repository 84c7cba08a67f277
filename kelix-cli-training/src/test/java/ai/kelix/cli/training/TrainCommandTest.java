package ai.kelix.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.cli.ExitCode;
import ai.kelix.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir private Path folder;

  @Test
  void oneStepOfAStageLeavesACheckpointAndOneDocument() {
    StringWriter out = new StringWriter();
    StringWriter log = new StringWriter();
    int code = run(out, log, "--stage", "vae", "--steps", "1", "--batch", "2", "--json");
    assertThat(code).isEqualTo(ExitCode.FINE);
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .contains("\"finished\":{\"vae\":true}", "\"model\":null");
    assertThat(log.toString()).contains("vae: stopped at step 1");
    assertThat(folder.resolve("vae/step-1/weights.safetensors")).exists();
  }

  @Test
  void theLogIsNoResult() {
    StringWriter out = new StringWriter();
    StringWriter log = new StringWriter();
    int code = run(out, log, "--stage", "vae", "--steps", "1", "--batch", "2");
    assertThat(code).isEqualTo(ExitCode.FINE);
    assertThat(out.toString()).isEmpty();
    assertThat(log.toString()).contains("vae: stopped at step 1");
  }

  @Test
  void aBatchSmallerThanItsThreadsIsWrongUsage() {
    StringWriter log = new StringWriter();
    int code = run(new StringWriter(), log, "--batch", "1", "--threads", "2");
    assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(log.toString()).contains("a sample for each of 2 workers");
  }

  private int run(StringWriter out, StringWriter log, String... arguments) {
    String[] all = new String[arguments.length + 4];
    System.arraycopy(new String[] {"train", "tiny", "--folder", folder.toString()}, 0, all, 0, 4);
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return Main.commandLine(new PrintWriter(out, true), new PrintWriter(log, true)).execute(all);
  }
}
