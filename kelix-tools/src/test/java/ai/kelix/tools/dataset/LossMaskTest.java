package ai.kelix.tools.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.tools.dataset.LossMask.PictureIds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers begin behind 1 2 3 and end with 4 3; pictures are 5 … 6 with cells 7. */
class LossMaskTest {
  private static final LossMask ALL = mask(true, false);

  private static LossMask mask(boolean learnsPictures, boolean borders) {
    return new LossMask(
        List.of(1, 2, 3), List.of(4, 3), new PictureIds(5, 6, Set.of(7)), learnsPictures, borders);
  }

  @Test
  void anAnswerReachesToTheEndOfItsTurn() {
    assertThat(ALL.answers(new int[] {1, 2, 3, 8, 4, 3, 9, 1, 2, 3, 8, 9}))
        .as("a second answer is cut off")
        .containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0);
  }

  @Test
  void aHeaderThatIsInterruptedIsNone() {
    assertThat(ALL.answers(new int[] {1, 1, 2, 3, 8, 3, 4, 3, 2, 9}))
        .as("one behind another still counts, and a newline before the end too")
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 0, 0);
    assertThatThrownBy(() -> ALL.answers(new int[] {1, 2, 8, 3, 8}))
        .isInstanceOf(NoTargetException.class)
        .hasMessageContaining("5 ids");
  }

  @Test
  void withoutPicturesTheMarkersOfAChatStay() {
    assertThat(mask(false, false).answers(new int[] {1, 2, 3, 5, 8, 7, 6, 4, 3, 9}))
        .containsExactly(0, 0, 0, 0, 1, 0, 0, 1, 1, 0);
  }

  @Test
  void withoutPicturesTheMarkersOfSegmentsGoToo() {
    assertThat(mask(false, false).segments(new int[] {8, 5, 8, 7, 6, 8, 9}))
        .containsExactly(1, 0, 0, 0, 0, 1, 0);
  }

  @Test
  void theFirstBlockOfADocumentIsNoTarget() {
    assertThat(mask(true, true).wholeChat(new int[] {8, 8, 8})).containsExactly(0, 1, 1);
    assertThat(ALL.wholeChat(new int[] {8, 8, 8})).containsExactly(1, 1, 1);
  }
}
