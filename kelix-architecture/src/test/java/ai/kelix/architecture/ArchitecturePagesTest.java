package ai.kelix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about the code name only classes that exist. */
class ArchitecturePagesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z][A-Za-z0-9]+)[.A-Za-z]*`");

  /** Of other libraries. */
  private static final Set<String> FOREIGN = Set.of("Flux");

  @ParameterizedTest
  @ValueSource(
      strings = {"architecture.md", "add-an-operation.md", "add-a-layer.md", "add-a-backend.md"})
  void nameClassesThatExist(String page) throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher matcher = CLASS.matcher(Files.readString(ROOT.resolve("docs").resolve(page)));
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    named.removeAll(FOREIGN);
    assertThat(classes()).as("classes named in docs/%s", page).containsAll(named);
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
