package ai.kelix.tokenizer.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tokenizer.KelixTokenizer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * However bytes are dealt out to tokens, the text is the same, and no character comes in halves.
 */
class StreamingDecoderTest {
  private static final int ROUNDS = 5_000;
  private static final int LONGEST = 4;
  private static final TextTokenizer TOKENIZER = KelixTokenizer.INSTANCE;
  private static final Map<ByteBuffer, Integer> IDS = new HashMap<>();

  private final SplittableRandom random = new SplittableRandom(5);

  @BeforeAll
  static void listShortTokens() {
    for (int id = 0; id < TOKENIZER.size(); id++) {
      byte[] bytes = TOKENIZER.bytesOf(id);
      if (bytes.length > 0 && bytes.length <= LONGEST && !TOKENIZER.isAdded(id)) {
        IDS.put(ByteBuffer.wrap(bytes), id);
      }
    }
    assertThat(IDS.keySet()).filteredOn(bytes -> bytes.remaining() == 1).hasSize(256);
  }

  @Test
  void everySplitOfTextGivesTheText() {
    RandomText texts = new RandomText(6);
    for (int round = 0; round < ROUNDS; round++) {
      String text = texts.sound();
      assertThat(decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }
  }

  @Test
  void everySplitOfInvalidBytesGivesTheSameReplacements() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(30)];
      random.nextBytes(bytes);
      if (round % 2 == 0) {
        // Bytes of long characters meet each other more often among these.
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] |= (byte) 0x80;
        }
      }
      assertThat(decode(bytes)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Test
  void everySplitOfDamagedTextGivesTheSameText() {
    RandomText texts = new RandomText(7);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = ("x" + texts.sound()).getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
      assertThat(decode(cut)).isEqualTo(new String(cut, StandardCharsets.UTF_8));
    }
  }

  @Test
  void charactersComeAsSoonAsTheyAreComplete() {
    byte[] bytes = "aé東🎨".getBytes(StandardCharsets.UTF_8);
    StreamingDecoder decoder = TOKENIZER.decoder();
    String[] pieces = new String[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      pieces[i] = decoder.append(id(bytes, i, 1));
    }
    assertThat(pieces).containsExactly("a", "", "é", "", "", "東", "", "", "", "🎨");
    assertThat(decoder.finish()).isEmpty();
  }

  @Test
  void incompleteBytesAtTheEndAreReplaced() {
    byte[] bytes = "東".getBytes(StandardCharsets.UTF_8);
    StreamingDecoder decoder = TOKENIZER.decoder();
    assertThat(decoder.append(id(bytes, 0, 1))).isEmpty();
    assertThat(decoder.append(id(bytes, 1, 1))).isEmpty();
    assertThat(decoder.finish()).isEqualTo("\uFFFD");
  }

  /** Decodes bytes by tokens of random lengths and watches each piece. */
  private String decode(byte[] bytes) {
    StreamingDecoder decoder = TOKENIZER.decoder();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(1 + random.nextInt(LONGEST), bytes.length - at);
      while (!IDS.containsKey(ByteBuffer.wrap(bytes, at, length))) {
        length--;
      }
      String piece = decoder.append(id(bytes, at, length));
      assertThat(halves(piece)).isZero();
      text.append(piece);
      at += length;
    }
    return text.append(decoder.finish()).toString();
  }

  private static int id(byte[] bytes, int from, int length) {
    Integer id = IDS.get(ByteBuffer.wrap(bytes, from, length));
    if (id == null) {
      throw new IllegalArgumentException("no token of these bytes");
    }
    return id;
  }

  private static long halves(String piece) {
    return piece
        .codePoints()
        .filter(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        .count();
  }
}
