package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Seeds keep their meaning: the numbers are recorded and may never change. */
class NoiseTest {

  @Test
  void choicesOfASeedStayWhatTheyWere() {
    assertThat(gumbel(0)).containsExactly(2.0868437f, 0.17385007f, -1.2900898f, 3.5216591f);
    assertThat(gumbel(7)).containsExactly(0.059702046f, -1.4078292f, 2.2584183f, 0.6167647f);
  }

  @Test
  void drawnIndicesOfASeedStayWhatTheyWere() {
    float[] even = {0.25f, 0.25f, 0.25f, 0.25f};
    Noise noise = new Noise(Noise.Stream.BLOCKS, 7);
    assertThat(IntStream.range(0, 12).map(i -> noise.index(even)).toArray())
        .containsExactly(1, 0, 3, 2, 1, 0, 1, 1, 0, 1, 0, 3);
  }

  @Test
  void latentsOfASeedStayWhatTheyWere() {
    assertThat(gaussian(Noise.Stream.LATENT, 0))
        .containsExactly(-0.041741524f, 0.8764815f, -0.30599117f, -0.37562984f);
    assertThat(gaussian(Noise.Stream.LATENT, 7))
        .containsExactly(-0.60037935f, 0.46183363f, -1.9087565f, -1.5130607f);
  }

  @Test
  void streamsAndSeedsDiffer() {
    assertThat(
            Stream.of(
                    gaussian(Noise.Stream.BLOCKS, 1),
                    gaussian(Noise.Stream.BLOCKS, 2),
                    gaussian(Noise.Stream.LATENT, 1),
                    gaussian(Noise.Stream.LATENT, 2))
                .map(FloatBuffer::wrap)
                .distinct())
        .hasSize(4);
  }

  private static float[] gumbel(long seed) {
    float[] drawn = new float[4];
    new Noise(Noise.Stream.BLOCKS, seed).gumbel(FloatBuffer.wrap(drawn));
    return drawn;
  }

  private static float[] gaussian(Noise.Stream stream, long seed) {
    float[] drawn = new float[4];
    new Noise(stream, seed).gaussian(FloatBuffer.wrap(drawn));
    return drawn;
  }
}
