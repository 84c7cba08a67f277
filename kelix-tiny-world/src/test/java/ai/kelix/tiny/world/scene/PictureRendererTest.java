package ai.kelix.tiny.world.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PictureRendererTest {

  @Test
  void lettersStandFromLeftToRightWithInkAround() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      Picture.Word word = PictureGenerator.word(random);
      int[] pixels = PictureRenderer.packed(word);
      List<Letter> letters = PictureRenderer.letters(word);
      StringBuilder spelled = new StringBuilder();
      double left = 0;
      for (Letter letter : letters) {
        assertThat(letter.x()).isGreaterThan(left);
        assertThat(inked(pixels, letter)).as("%s in %s", letter, word).isTrue();
        left = letter.x();
        spelled.append(letter.letter());
      }
      assertThat(spelled).hasToString(word.text());
    }
  }

  private static boolean inked(int[] pixels, Letter letter) {
    for (int x = (int) letter.x() - 4; x <= letter.x() + 4; x++) {
      for (int y = 0; y < Picture.SIDE; y++) {
        if ((pixels[y * Picture.SIDE + x] >> 8 & 0xFF) < 215) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void barsAreFoundUnderTheirColour() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 100; i++) {
      Picture.Chart chart = PictureGenerator.chart(random);
      double slot = (Picture.SIDE - 16.0) / chart.bars().size();
      for (int bar = 0; bar < chart.bars().size(); bar++) {
        assertThat(PictureRenderer.bar(chart, 8 + slot * (bar + 0.5)))
            .contains(chart.bars().get(bar));
      }
      assertThat(PictureRenderer.bar(chart, 3)).isEmpty();
      assertThat(PictureRenderer.bar(chart, Picture.SIDE - 3)).isEmpty();
    }
  }
}
