package ai.kelix.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.eval.language.DrawingPrompt;
import ai.kelix.eval.language.Question;
import ai.kelix.eval.language.Questions;
import ai.kelix.eval.scene.Picture;
import ai.kelix.eval.scene.PictureRenderer;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class TrainingPicturesTest {

  @Test
  void neverDrawsWhatIsHeldOut() {
    for (long index = 0; index < 2000; index++) {
      assertThat(Split.heldOut(TrainingPictures.picture(index))).isFalse();
      DrawingPrompt prompt = TrainingPictures.prompt(index);
      assertThat(Split.heldOut(prompt.text())).isFalse();
      assertThat(Split.heldOut(prompt.example())).isFalse();
    }
  }

  @Test
  void sameNumberGivesSamePixels() {
    for (long index = 0; index < 20; index++) {
      Picture picture = TrainingPictures.picture(index);
      assertThat(PictureRenderer.image(picture))
          .isEqualTo(PictureRenderer.image(TrainingPictures.picture(index)));
    }
  }

  @Test
  void everyPictureAnswersQuestions() {
    for (long index = 0; index < 500; index++) {
      Picture picture = TrainingPictures.picture(index);
      List<Question> questions = Questions.about(picture, TrainingPictures.random(index));
      assertThat(questions).isNotEmpty().allMatch(q -> q.isAnsweredBy(q.answer()));
    }
  }

  @Test
  void contactSheetCanBeLookedAt() throws IOException {
    int side = Picture.SIDE;
    BufferedImage sheet = new BufferedImage(6 * side, 5 * side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 30; i++) {
      int[] packed = PictureRenderer.packed(TrainingPictures.picture(i));
      sheet.setRGB(i % 6 * side, i / 6 * side, side, side, packed, 0, side);
    }
    File file = new File("target/training-pictures.png");
    assertThat(ImageIO.write(sheet, "png", file)).isTrue();
    assertThat(file).isNotEmpty();
  }
}
