package ai.kelix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever follows a citation of the specification arrives. */
class SpecificationTest {
  /** A document and the sections named right behind it: {@code kelix-ar §4–§6}. */
  private static final Pattern CITATION =
      Pattern.compile("kelix-(ar|dit|training|evaluation)((?:[ ,–-]|and|to|§[\\d.]*\\d)*)");

  private static final Pattern SECTION = Pattern.compile("§(\\d+(?:\\.\\d+)*)");

  /** A heading, or a paragraph that begins with its number. */
  private static final Pattern NUMBERED = Pattern.compile("(?m)^\\W*(\\d+(?:\\.\\d+)*)");

  private static final Pattern LINE_BREAK_IN_COMMENT = Pattern.compile("\\R\\s*(?:\\*|//)?\\s*");

  @Test
  void everyCitedSectionExists() throws IOException {
    Map<String, Set<String>> cited = citations();
    assertThat(cited.keySet()).contains("ar", "dit");
    for (Map.Entry<String, Set<String>> document : cited.entrySet()) {
      assertThat(sections(document.getKey()))
          .as("sections of docs/spec/kelix-%s.md", document.getKey())
          .containsAll(document.getValue());
    }
  }

  private static Map<String, Set<String>> citations() throws IOException {
    Map<String, Set<String>> cited = new TreeMap<>();
    for (Path file : Reactor.sources()) {
      String text = LINE_BREAK_IN_COMMENT.matcher(Files.readString(file)).replaceAll(" ");
      Matcher citation = CITATION.matcher(text);
      while (citation.find()) {
        Matcher section = SECTION.matcher(citation.group(2));
        while (section.find()) {
          cited.computeIfAbsent(citation.group(1), name -> new TreeSet<>()).add(section.group(1));
        }
      }
    }
    return cited;
  }

  private static Set<String> sections(String document) throws IOException {
    Path file = Reactor.ROOT.resolve("docs/spec/kelix-" + document + ".md");
    Set<String> numbers = new HashSet<>();
    Matcher numbered = NUMBERED.matcher(Files.readString(file));
    while (numbered.find()) {
      numbers.add(numbered.group(1));
    }
    return numbers;
  }
}
