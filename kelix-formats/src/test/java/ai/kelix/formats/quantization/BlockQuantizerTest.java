package ai.kelix.formats.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockQuantizerTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void noElementMovesByMoreThanOneStep(int bits) {
    SplittableRandom random = new SplittableRandom(7);
    BlockQuantizer quantizer = new BlockQuantizer(bits, 32);
    for (int length : new int[] {1, 31, 32, 33, 100, 256}) {
      float[] row = new float[length];
      for (int i = 0; i < length; i++) {
        row[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-6, 4)));
      }
      float[] back = roundTrip(quantizer, row);
      for (int i = 0; i < length; i++) {
        float largest = 0;
        for (int j = i / 32 * 32; j < Math.min(length, i / 32 * 32 + 32); j++) {
          largest = Math.max(largest, Math.abs(row[j]));
        }
        // The end of the scale that the extreme does not take is one step shorter.
        float step = largest / (1 << (bits - 1));
        assertThat(back[i]).isCloseTo(row[i], within(step * 1.0001f));
      }
    }
  }

  @Test
  void extremesAndZerosAreExact() {
    float[] row = {0, -3.5f, 0, 1.75f};
    assertThat(roundTrip(new BlockQuantizer(4, 16), row)).containsExactly(row);
    assertThat(roundTrip(new BlockQuantizer(8, 16), new float[5])).containsOnly(0);
  }

  @Test
  void lowerHalfOfByteComesFirstAndPaddingIsZero() {
    BlockQuantizer quantizer = new BlockQuantizer(4, 16);
    ByteBuffer packed = ByteBuffer.allocate(8);
    ByteBuffer scales = ByteBuffer.allocate(4);
    quantizer.pack(new float[] {-8, 1, 7}, packed, scales);
    assertThat(scales.getFloat(0)).isEqualTo(1);
    assertThat(packed.array()).startsWith(0x90, 0x8F, 0x88).endsWith(0x88);
  }

  @Test
  void refusesOtherLayouts() {
    assertThatThrownBy(() -> new BlockQuantizer(3, 32)).hasMessageContaining("4 or 8, not 3");
    assertThatThrownBy(() -> new BlockQuantizer(4, 24)).hasMessageContaining("power of two");
  }

  private static float[] roundTrip(BlockQuantizer quantizer, float[] row) {
    int blocks = Math.toIntExact(quantizer.blocks(row.length));
    ByteBuffer packed = ByteBuffer.allocate(blocks * quantizer.blockBytes());
    ByteBuffer scales = ByteBuffer.allocate(blocks * 4);
    quantizer.pack(row, packed, scales);
    assertThat(packed.remaining() + scales.remaining()).isZero();
    return quantizer.unpack(packed.flip(), scales.flip(), row.length);
  }
}
