package ai.kelix.tools.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KMeansTest {

  @Test
  void findsWellSeparatedClusters() {
    float[] points = clustered(4, 100, 3, 1);
    float[] centres = new KMeans(4, 10, 7).centres(points, 3);
    for (int cluster = 0; cluster < 4; cluster++) {
      float expected = 10f * cluster;
      boolean found = false;
      for (int k = 0; k < 4; k++) {
        found |= Math.abs(centres[3 * k] - expected) < 0.5;
      }
      assertThat(found).as("centre near %s", expected).isTrue();
    }
  }

  @Test
  void sameSeedGivesSameCentres() {
    float[] points = clustered(3, 50, 2, 2);
    assertThat(new KMeans(8, 5, 1).centres(points, 2))
        .containsExactly(new KMeans(8, 5, 1).centres(points, 2));
  }

  @Test
  void copesWithFewerDistinctPointsThanCentres() {
    float[] centres = new KMeans(5, 3, 1).centres(new float[] {1, 1, 1, 1, 2, 2}, 2);
    assertThat(centres).hasSize(10);
    for (float value : centres) {
      assertThat(value).isBetween(1f, 2f);
    }
  }

  @Test
  void refusesRaggedPoints() {
    assertThatThrownBy(() -> new KMeans(2, 1, 1).centres(new float[5], 2))
        .hasMessageContaining("width 2");
  }

  @Test
  void aCentreWithoutPointsStaysUntilItIsReplaced() {
    Clustering clustering = new Clustering(new float[] {0, 1, 10}, 1, new float[] {0.5f, 100, 200});

    clustering.lloyd();
    assertThat(clustering.centres()).containsExactly(11 / 3f, 100, 200);
    assertThat(clustering.counts()).containsExactly(3, 0, 0);

    clustering.replaceDead();
    assertThat(clustering.centres()).as("the farthest first").containsExactly(11 / 3f, 10, 0);
  }

  @Test
  void batchesMoveCentresByTheirShareInAllThatCame() {
    Clustering clustering = new Clustering(new float[] {1, 3, 8}, 1, new float[] {0});

    clustering.batch(0, 2);
    assertThat(clustering.centres()).containsExactly(2);
    clustering.batch(2, 3);
    assertThat(clustering.centres()).containsExactly(4);
    assertThat(clustering.meanSquaredDistance()).isEqualTo((9 + 1 + 16) / 3.0);
  }

  private static float[] clustered(int clusters, int each, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] points = new float[clusters * each * width];
    for (int i = 0; i < points.length; i++) {
      int cluster = i / width / each;
      points[i] = 10f * cluster + (float) random.nextGaussian() * 0.3f;
    }
    return points;
  }
}
