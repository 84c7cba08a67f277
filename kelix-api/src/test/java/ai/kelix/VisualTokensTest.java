package ai.kelix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VisualTokensTest {

  @Test
  void bytesAndBackGiveTheSame() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      VisualTokens tokens = any(random, 1 + random.nextInt(100_000));
      assertThat(VisualTokens.fromBytes(tokens.toBytes()))
          .isEqualTo(tokens)
          .hasSameHashCodeAs(tokens);
    }
  }

  @Test
  void largestTwoByteCodebookSurvives() {
    for (int size : new int[] {32_768, 65_535, 65_536, 65_537, Integer.MAX_VALUE}) {
      VisualTokens tokens = VisualTokens.of(1, 1, 2, size, new int[] {0, size - 1});
      assertThat(VisualTokens.fromBytes(tokens.toBytes())).isEqualTo(tokens);
    }
  }

  @Test
  void anyCutOrPaddingIsRefused() {
    byte[] bytes = any(new Random(2), 500).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      refuses(Arrays.copyOf(bytes, length));
    }
    refuses(Arrays.copyOf(bytes, bytes.length + 1));
    refuses(Arrays.copyOf(bytes, bytes.length + 2));
  }

  @Test
  void hostileHeadersAreRefused() {
    byte[] good = VisualTokens.of(2, 2, 1, 10, new int[4]).toBytes();
    for (int field = 0; field < 5; field++) {
      for (int value : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
        if (field == 4 && value == Integer.MAX_VALUE) {
          continue; // valid but for the length: a larger codebook has wider codes
        }
        byte[] bad = good.clone();
        ByteBuffer.wrap(bad).putInt(4 * field, value);
        refuses(bad);
      }
    }
  }

  @Test
  void randomBytesNeverDoMoreThanBeRefused() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      refuses(bytes);
    }
  }

  @Test
  void codesOutsideTheCodebookAreRefused() {
    refuses(1, 1, 1, 10, 10);
    refuses(1, 1, 1, 10, -1);
    refuses(1, 2, 1, 10, 0);
    refuses(0, 1, 1, 10);
    refuses(65_536, 65_536, 1, 10);
    refuses(1 << 30, 1 << 30, 16, 10);
  }

  @Test
  void codesAreRowMajorAndCopied() {
    int[] codes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    VisualTokens tokens = VisualTokens.of(2, 3, 2, 12, codes);
    codes[0] = 11;
    tokens.codes()[1] = 11;
    assertThat(tokens.code(0, 0, 0)).isZero();
    assertThat(tokens.code(0, 0, 1)).isEqualTo(1);
    assertThat(tokens.code(1, 2, 1)).isEqualTo(11);
    assertThat(tokens.cells()).isEqualTo(6);
  }

  private static VisualTokens any(Random random, int size) {
    int rows = 1 + random.nextInt(5);
    int columns = 1 + random.nextInt(5);
    int perCell = 1 + random.nextInt(8);
    int[] codes = random.ints((long) rows * columns * perCell, 0, size).toArray();
    return VisualTokens.of(rows, columns, perCell, size, codes);
  }

  private static void refuses(byte[] bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> VisualTokens.fromBytes(bytes));
  }

  private static void refuses(int rows, int columns, int perCell, int size, int... codes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VisualTokens.of(rows, columns, perCell, size, codes));
  }
}
