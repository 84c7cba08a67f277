package ai.kelix.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Containers have no locale: text arrives unharmed, or is refused by name. */
@DisabledOnOs(OS.WINDOWS)
class PosixLocaleTest {
  private static final Path CHECKOUT =
      Path.of(System.getProperty("kelix.fixtures"), "..").normalize();

  /** What Größe is in UTF-8, written so that no locale on the way can harm it. */
  private static final String SIZE = "\"$(printf 'Gr\\303\\266\\303\\237e')\"";

  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      case "$*" in *-version) echo ' java.specification.version = 99' >&2; exit ;; esac
      locale charmap
      for last; do :; done
      printf '%s\\n' "$last"
      """;

  @TempDir private Path folder;

  @Test
  void theLauncherGivesJavaALocaleThatHasEveryCharacter() throws Exception {
    Path java = Files.writeString(folder.resolve("java"), FAKE_JAVA);
    Files.setPosixFilePermissions(java, fromString("rwxr-xr-x"));
    Path launcher = Files.copy(CHECKOUT.resolve("kelix"), folder.resolve("kelix"));
    Files.createDirectories(folder.resolve("kelix-cli/target"));
    Map<String, String> built = Map.of("KELIX_SKIP_BUILD", "1", "KELIX_JAVA", java.toString());
    assertThat(run("exec sh '" + launcher + "' demo --question " + SIZE, built))
        .endsWith("UTF-8\nGröße\n0");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "others always have UTF-8")
  void javaWithoutALocaleRefusesWhatItCannotRead() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes = System.getProperty("java.class.path");
    String main = " ai.kelix.cli.Main demo --question ";
    String command = "exec '" + java + "' -cp '" + classes + "'" + main + SIZE;
    assertThat(run(command, Map.of()))
        .contains("argument 3", "ANSI_X3.4-1968", "LC_ALL=C.UTF-8")
        .endsWith("3");
  }

  private static String run(String command, Map<String, String> more)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", command));
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
    builder.environment().put("LANG", "C");
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(more);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return said + process.waitFor();
  }
}
