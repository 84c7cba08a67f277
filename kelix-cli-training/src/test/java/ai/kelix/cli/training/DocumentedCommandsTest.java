package ai.kelix.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every {@code ./kelix} line of README and guide is one that the command understands. */
class DocumentedCommandsTest {

  @TestFactory
  Stream<DynamicTest> commandsOfTheDocumentsAreUnderstood() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path document : documents()) {
      Files.readAllLines(document).stream()
          .filter(line -> line.startsWith("./kelix "))
          .map(line -> line.replaceAll("\\s+#.*", ""))
          .forEach(commands::add);
    }
    assertThat(commands).hasSizeGreaterThan(5);
    return commands.stream().map(line -> DynamicTest.dynamicTest(line, () -> understood(line)));
  }

  private static List<Path> documents() throws IOException {
    Path root = Path.of(System.getProperty("kelix.fixtures")).resolveSibling("docs");
    try (Stream<Path> files = Files.list(root)) {
      List<Path> documents =
          new ArrayList<>(files.filter(file -> file.toString().endsWith(".md")).toList());
      documents.add(root.resolveSibling("README.md"));
      return documents;
    }
  }

  private static void understood(String line) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    String[] words = line.split(" +", -1);
    Main.commandLine(nowhere, nowhere).parseArgs(Arrays.copyOfRange(words, 1, words.length));
  }
}
