package ai.kelix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script beside the sources, with a Java that only says what it was told. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String CACHE = "-XX:AOTCacheOutput=";

  /**
   * Writes what it is told to keep, unless that is to fail, and says its arguments line by line.
   */
  private static final String JAVA =
      String.format(
          Locale.ROOT,
          """
      #!/bin/sh
      for argument in "$@"; do
        case $argument in %s*) [ "${FAILING:-}" ] || echo cache >"${argument#*=}" ;; esac
        printf '%%s\\n' "$argument"
      done
      """,
          CACHE);

  @TempDir private Path folder;
  private Path checkout;
  private boolean failing;
  private String said = "";

  @BeforeEach
  void layOut() throws IOException {
    checkout = Files.createDirectories(folder.resolve("a checkout"));
    Path script = Path.of(System.getProperty("kelix.fixtures")).resolveSibling("kelix");
    executable(checkout.resolve("kelix"), Files.readString(script));
    for (String module : List.of("kelix-cli", "kelix-cli-training")) {
      Files.createDirectories(checkout.resolve(module).resolve("target/lib"));
    }
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    executable(java, JAVA);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void linksToTheLauncherWork() throws IOException, InterruptedException {
    Path links = Files.createDirectories(folder.resolve("links"));
    Path elsewhere = Files.createSymbolicLink(folder.resolve("elsewhere"), links);
    Path absolute = Files.createSymbolicLink(links.resolve("absolute"), checkout.resolve("kelix"));
    Path relative =
        Files.createSymbolicLink(links.resolve("relative"), Path.of("../a checkout/kelix"));
    Files.createSymbolicLink(links.resolve("chained"), Path.of("./relative"));
    for (Path script : List.of(absolute, relative, elsewhere.resolve("chained"))) {
      assertThat(run(script, "--version")).endsWith("ai.kelix.cli.Main", "--version");
      assertThat(said).contains(checkout.toRealPath() + "/kelix-cli/target/lib/*");
    }
  }

  @Test
  void argumentsArriveAsTheyAre() throws IOException, InterruptedException {
    String[] words = {"demo", "--question", "@file", "--prompt", "a  b $HOME * 'c'", ""};
    List<String> all = new ArrayList<>(List.of("ai.kelix.cli.Main"));
    all.addAll(List.of(words));
    assertThat(run(words)).endsWith(all.toArray(String[]::new));
  }

  @Test
  void warningsOfTheVirtualMachineAreNoResult() throws IOException, InterruptedException {
    assertThat(run("--help"))
        .contains("-XX:+DisplayVMOutputToStderr", "-Xlog:disable")
        .anyMatch(word -> word.startsWith("-Xlog:all=warning") && word.endsWith(":stderr"));
  }

  @Test
  void libtorchIsWhatAnOptionNamesNotWhatATextSays() throws IOException, InterruptedException {
    for (String[] words :
        new String[][] {
          {"train", "tiny"},
          {"demo", "--backend", "libtorch"},
          {"verify", "x", "--backend=libtorch"},
        }) {
      assertThat(run(words)).contains(checkout.toRealPath() + "/kelix-cli-training/target/lib/*");
    }
    for (String text : List.of("train", "what is libtorch ?", "--device cuda", "libtorch")) {
      assertThat(run("demo", "--question", text))
          .contains(checkout.toRealPath() + "/kelix-cli/target/lib/*");
    }
    assertThat(run("verify", "x", "--backend", "libtorch", "--device", "cuda:0"))
        .contains(checkout.toRealPath() + "/kelix-cli-training/target/lib-cuda/*");
  }

  @Test
  void theCacheIsMadeOnceForLibrariesAndJdk() throws IOException, InterruptedException {
    assertThat(run("--help")).noneMatch(word -> word.startsWith(CACHE));
    assertThat(said).contains("preparing").containsPattern("-XX:AOTCache=.*/kelix-cli/target/lib-");
    run("--help");
    assertThat(said).doesNotContain("preparing").contains("-XX:AOTCache=");
    Files.writeString(checkout.resolve("kelix-cli/target/lib/new.jar"), "a library");
    run("--help");
    assertThat(said).contains("preparing", "-XX:AOTCache=");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"26\"\n");
    run("--help");
    assertThat(said).contains("preparing", "-XX:AOTCache=");
  }

  @Test
  void withoutACacheItStartsToo() throws IOException, InterruptedException {
    failing = true;
    assertThat(run("--help")).endsWith("ai.kelix.cli.Main", "--help");
    assertThat(said).contains("preparing").doesNotContain("-XX:AOTCache=");
    run("--help");
    assertThat(said).doesNotContain("preparing").doesNotContain("-XX:AOTCache=");
  }

  private List<String> run(String... arguments) throws IOException, InterruptedException {
    return run(checkout.resolve("kelix"), arguments);
  }

  private List<String> run(Path script, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(script.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("KELIX_SKIP_BUILD", "1");
    builder.environment().put("KELIX_JAVA", folder.resolve("jdk/bin/java").toString());
    builder.environment().put("FAILING", failing ? "yes" : "");
    builder.environment().remove("KELIX_JVM_OPTIONS");
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }
}
