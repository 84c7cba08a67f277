package ai.kelix.tiny.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tiny.world.dataset.TrainingPictures;
import ai.kelix.tiny.world.scene.Colour;
import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Letter;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.ShapeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A cell is 28 pixels wide, a patch 14. */
class CellLabelsTest {
  private static final int RED = Arrays.asList(Colour.values()).indexOf(Colour.RED);
  private static final int CIRCLE = Arrays.asList(ShapeKind.values()).indexOf(ShapeKind.CIRCLE);
  private static final int SHAPES = ShapeKind.values().length;

  /** Covers the pixels 20 … 44 in both directions, so its centre is in the second cell. */
  private static final Sight CIRCLE_AT_32 =
      new Sight(
          List.of(new Item(ShapeKind.CIRCLE, Colour.RED, 32, 32, 24)), List.of(), Optional.empty());

  @Test
  void itemIsNamedInTheCellOfItsCentreOnly() {
    int[] labels = CellLabels.ITEM.of(CIRCLE_AT_32);
    assertThat(labels).hasSize(16);
    assertThat(labels[5]).isEqualTo(1 + RED * SHAPES + CIRCLE);
    assertThat(Arrays.stream(labels).filter(label -> label > 0)).hasSize(1);
    assertThat(CellLabels.REGION.of(CIRCLE_AT_32)[5]).as("top left").isEqualTo(1);
  }

  @Test
  void patchesUnderAnItemKnowIt() {
    int[] labels = CellLabels.COVER.of(CIRCLE_AT_32);
    int red = 1 + RED * (SHAPES + 1) + CIRCLE;
    assertThat(Arrays.copyOfRange(labels, 4 * 5, 4 * 6)).containsExactly(red, 0, 0, 0);
    assertThat(Arrays.copyOfRange(labels, 0, 4)).containsExactly(0, 0, 0, red);
  }

  @Test
  void lettersAreNumberedInThirdsOfACell() {
    Sight word =
        new Sight(
            List.of(), List.of(new Letter('a', 5, 60), new Letter('z', 30, 60)), Optional.empty());
    int[] letters = CellLabels.LETTER.of(word);
    int[] ordinals = CellLabels.ORDINAL.of(word);
    assertThat(Arrays.copyOfRange(letters, 3 * 8, 3 * 10)).containsExactly(1, 0, 0, 26, 0, 0);
    assertThat(Arrays.copyOfRange(ordinals, 3 * 8, 3 * 10)).containsExactly(1, 0, 0, 2, 0, 0);
  }

  @Test
  void barsTellTheirHeightInTheirColumnsAndTheirColourBelowTheirTop() {
    Picture.Chart chart =
        new Picture.Chart(
            List.of(new Picture.Bar(Colour.RED, 9), new Picture.Bar(Colour.BLUE, 2)), 1);
    Sight sight = Sight.of(chart);
    int[] heights = CellLabels.HEIGHT.of(sight);
    assertThat(Arrays.copyOfRange(heights, 0, 8)).containsExactly(0, 9, 9, 9, 2, 2, 2, 0);
    int[] cover = CellLabels.COVER.of(sight);
    assertThat(cover[4 * 1 + 2])
        .as("red, below its top")
        .isEqualTo(1 + RED * (SHAPES + 1) + SHAPES);
    assertThat(cover[4 * 2]).as("above blue").isZero();
    assertThat(cover[4 * 14]).as("blue").isPositive();
  }

  @Test
  void labelsStayBelowTheNumberOfTheirClasses() {
    for (long index = 0; index < 500; index++) {
      Sight sight = Sight.of(TrainingPictures.picture(index));
      for (CellLabels sort : CellLabels.values()) {
        assertThat(sort.of(sight)).hasSize(16 * sort.places());
        assertThat(Arrays.stream(sort.of(sight)).allMatch(l -> l >= 0 && l < sort.classes()))
            .isTrue();
      }
    }
  }
}
