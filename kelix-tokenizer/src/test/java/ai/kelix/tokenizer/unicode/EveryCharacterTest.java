package ai.kelix.tokenizer.unicode;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tokenizer.KelixTokenizer;
import ai.kelix.tokenizer.text.TextTokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Ids of every character, alone and in combinations, as version 0.21 of the Hugging Face tokenizers
 * library gives them. The build runs this on each Java that it has; all have other tables.
 */
class EveryCharacterTest {
  private static final TextTokenizer TOKENIZER = KelixTokenizer.INSTANCE;

  @Test
  void everyCharacterHasItsIdsWhereverItStands() throws IOException {
    List<String> found = new ArrayList<>();
    for (int first : UnicodeTexts.groups()) {
      found.add(String.format(Locale.ROOT, "%X", first) + "\t" + sum(UnicodeTexts.group(first)));
    }
    assertThat(found).containsExactlyElementsOf(recorded("groups.tsv"));
  }

  @Test
  void pairsOfMarksChangePlacesAsThere() throws IOException {
    int[] marks = UnicodeTexts.marks();
    List<String> found = new ArrayList<>();
    for (int from = 0; from < marks.length; from += UnicodeTexts.MARK_GROUP) {
      found.add(
          String.format(Locale.ROOT, "%X", marks[from])
              + "\t"
              + sum(UnicodeTexts.pairs(marks, from)));
    }
    assertThat(found).containsExactlyElementsOf(recorded("marks.tsv"));
  }

  @Test
  void combinationsHaveTheirIds() throws IOException {
    for (String line : recorded("combinations.tsv")) {
      String[] parts = line.split("\t", -1);
      assertThat(Arrays.toString(TOKENIZER.encode(UnicodeTexts.text(parts[0]))))
          .as(parts[0])
          .isEqualTo(parts[1]);
    }
  }

  private static String sum(String text) {
    return UnicodeTexts.checksum(TOKENIZER.encode(text));
  }

  private static List<String> recorded(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EveryCharacterTest.class.getResourceAsStream(name))) {
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    }
  }
}
