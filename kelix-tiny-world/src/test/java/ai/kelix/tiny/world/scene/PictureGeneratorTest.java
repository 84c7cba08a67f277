package ai.kelix.tiny.world.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PictureGeneratorTest {
  private static final double THIRD = Picture.SIDE / 3.0;

  @Test
  void itemsLieInsideAndApart() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 3000; i++) {
      List<Item> items = PictureGenerator.scene(random).items();
      for (Item item : items) {
        assertThat(Math.min(item.x(), item.y()) - item.size() / 2).isGreaterThan(1);
        assertThat(Math.max(item.x(), item.y()) + item.size() / 2).isLessThan(Picture.SIDE - 1);
        for (Item other : items) {
          if (!item.equals(other)) {
            double dx = Math.abs(item.x() - other.x());
            double dy = Math.abs(item.y() - other.y());
            assertThat(Math.max(dx, dy)).isGreaterThan((item.size() + other.size()) / 2 + 3);
          }
        }
      }
    }
  }

  @Test
  void centresStayClearOfTheBordersOfRegions() {
    SplittableRandom random = new SplittableRandom(2);
    Map<Region, Integer> used = new EnumMap<>(Region.class);
    for (int i = 0; i < 3000; i++) {
      for (Item item : PictureGenerator.scene(random).items()) {
        assertThat(item.x() % THIRD).isBetween(2.9, THIRD - 2.9);
        assertThat(item.y() % THIRD).isBetween(2.9, THIRD - 2.9);
        used.merge(item.region(Picture.SIDE), 1, Integer::sum);
      }
    }
    assertThat(used).hasSize(9).allSatisfy((region, n) -> assertThat(n).isGreaterThan(400));
  }

  @Test
  void placesWhatIsAskedForWhereItIsAsked() {
    SplittableRandom random = new SplittableRandom(3);
    for (Region region : Region.values()) {
      Appearance wanted = new Appearance(ShapeKind.STAR, Colour.PINK, Optional.of(region));
      Item item = PictureGenerator.scene(List.of(wanted), random).items().get(0);
      assertThat(item.phrase()).isEqualTo("pink star");
      assertThat(item.region(Picture.SIDE)).isEqualTo(region);
    }
  }

  @Test
  void refusesScenesOfNoneOrTooMany() {
    SplittableRandom random = new SplittableRandom(4);
    assertThatThrownBy(() -> PictureGenerator.scene(List.of(), random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one to four");
  }

  @Test
  void wordsHaveTwoToSixLetters() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2000; i++) {
      assertThat(PictureGenerator.word(random).text()).matches("[a-z]{2,6}");
    }
    assertThat(CommonWords.ALL).doesNotHaveDuplicates().allMatch(w -> w.matches("[a-z]{2,6}"));
  }

  @Test
  void barsDifferInColourAndHeight() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 1000; i++) {
      List<Picture.Bar> bars = PictureGenerator.chart(random).bars();
      assertThat(bars).hasSizeBetween(2, 4);
      assertThat(bars).extracting(Picture.Bar::colour).doesNotHaveDuplicates();
      assertThat(bars).extracting(Picture.Bar::height).doesNotHaveDuplicates();
    }
  }
}
