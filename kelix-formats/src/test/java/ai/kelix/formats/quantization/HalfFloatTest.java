package ai.kelix.formats.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfFloatTest {

  @Test
  void everyFiniteHalfSurvivesTheRoundTrip() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfFloat.toFloat((short) bits);
      if (Float.isFinite(value)) {
        assertThat(HalfFloat.of(value, "w")).as("%x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void roundsToTheNearestAndTiesToEven() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200_000; i++) {
      float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-8, 4)));
      short half = HalfFloat.of(value, "w");
      double error = Math.abs(HalfFloat.toFloat(half) - (double) value);
      for (int neighbour : new int[] {half - 1, half + 1}) {
        float other = HalfFloat.toFloat((short) neighbour);
        if (Float.isFinite(other)) {
          assertThat(error).isLessThanOrEqualTo(Math.abs(other - (double) value));
        }
      }
    }
    assertThat(HalfFloat.of(1 + 0x1p-11f, "w")).as("tie").isEqualTo((short) 0x3C00);
    assertThat(HalfFloat.of(1 + 3 * 0x1p-11f, "w")).as("tie").isEqualTo((short) 0x3C02);
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThat(HalfFloat.of(65504, "w")).isEqualTo((short) 0x7BFF);
    assertThatThrownBy(() -> HalfFloat.of(-65520, "w"))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("'w' holds -65520.0");
  }
}
