package ai.kelix.tokenizer.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tokenizer.KelixTokenizer;
import ai.kelix.tokenizer.unicode.Composition;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Byte-level BPE loses nothing but what normalisation and UTF-8 cannot keep. */
class RoundTripTest {
  private static final int ROUNDS = 5_000;
  private static final TextTokenizer TOKENIZER = KelixTokenizer.INSTANCE;

  @Test
  void decodingGivesTheComposedText() {
    RandomText texts = new RandomText(1);
    for (int round = 0; round < ROUNDS; round++) {
      String text = texts.sound();
      assertThat(TOKENIZER.decode(TOKENIZER.encode(text))).isEqualTo(composed(text));
    }
  }

  @Test
  void loneSurrogatesBecomeReplacementCharacters() {
    RandomText texts = new RandomText(2);
    for (int round = 0; round < ROUNDS; round++) {
      String text = texts.torn();
      assertThat(TOKENIZER.decode(TOKENIZER.encode(text))).isEqualTo(mended(composed(text)));
    }
  }

  @Test
  void idsAreKnownAndPlain() {
    RandomText texts = new RandomText(3);
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(IntStream.of(TOKENIZER.encode(texts.torn())))
          .allMatch(id -> id >= 0 && id < TOKENIZER.size() && !TOKENIZER.isAdded(id));
    }
  }

  @Test
  void encodingTheDecodedTextGivesTheSameIds() {
    RandomText texts = new RandomText(4);
    for (int round = 0; round < ROUNDS; round++) {
      int[] ids = TOKENIZER.encode(texts.sound());
      assertThat(TOKENIZER.encode(TOKENIZER.decode(ids))).containsExactly(ids);
    }
  }

  private static String mended(String text) {
    StringBuilder mended = new StringBuilder();
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }

  private static String composed(String text) {
    return Composition.of(text);
  }
}
