package ai.kelix.tokenizer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenTableTest {
  private static final int TOKENS = 50_000;

  @Test
  void findsWhatAMapFinds() {
    Random random = new Random(1);
    Map<String, Integer> expected = new HashMap<>();
    TokenTable table = new TokenTable();
    for (int i = 0; i < TOKENS; i++) {
      String spelling = spelling(random);
      int id = 3 * i;
      boolean isNew = expected.putIfAbsent(spelling, id) == null;
      assertThat(table.add(spelling, id)).isEqualTo(isNew);
      assertThat(table.has(id)).isEqualTo(isNew);
    }
    assertThat(table.count()).isEqualTo(expected.size());
    expected.forEach(
        (spelling, id) -> {
          assertThat(table.find(spelling)).isEqualTo(id);
          assertThat(table.spelling(id)).isEqualTo(spelling);
        });
    assertThat(table.find("not among them")).isEqualTo(-1);
  }

  @Test
  void knowsWhichIdsAreTaken() {
    TokenTable table = new TokenTable();
    table.add("a", 1_000_000);
    assertThat(table.size()).isEqualTo(1_000_001);
    assertThat(table.has(1_000_000)).isTrue();
    for (int id : new int[] {-1, 0, 999_999, 1_000_001, Integer.MAX_VALUE}) {
      assertThat(table.has(id)).as("%d", id).isFalse();
    }
  }

  @Test
  void tellsTextsApartThatContainEachOther() {
    TokenTable table = new TokenTable();
    for (String spelling : new String[] {"", "a", "aa", "aaa", "ab", "\ud800", "\udc00"}) {
      assertThat(table.find(spelling)).isEqualTo(-1);
      assertThat(table.add(spelling, table.count())).isTrue();
      assertThat(table.find(spelling)).isEqualTo(table.count() - 1);
    }
    assertThat(table.find("xaax".toCharArray(), 1, 3)).isEqualTo(table.find("aa"));
  }

  /** Few letters, so that many come twice. */
  private static String spelling(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(9);
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(4) + (random.nextInt(50) == 0 ? 0x4E00 : 0)));
    }
    return text.toString();
  }
}
