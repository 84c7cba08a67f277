package ai.kelix.tools.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tokenizer.image.Size;
import org.junit.jupiter.api.Test;

/** Settings that the fixture has not. */
class ResolutionFinderTest {

  @Test
  void aPictureWithoutCandidateIsCutToWholeCells() {
    ResolutionFinder none = new ResolutionFinder(4, 28, 32, 1.5, 16);

    assertThat(none.candidates()).isEmpty();
    assertThat(none.fitted(new Size(100, 60))).isEqualTo(new Size(84, 56));
    assertThat(none.fitted(new Size(10, 60))).as("a cell at least").isEqualTo(new Size(28, 56));
  }

  @Test
  void candidatesGrowUntilOneSideCannot() {
    ResolutionFinder few = new ResolutionFinder(4, 28, 32, 1.5, 96);

    assertThat(few.candidates()).contains(new Size(64, 64)).doesNotContain(new Size(32, 32));
    assertThat(few.fitted(new Size(500, 500))).isEqualTo(new Size(56, 56));
  }
}
