package ai.kelix.tiny.world.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tiny.world.language.DrawingPrompt;
import ai.kelix.tiny.world.language.Question;
import ai.kelix.tiny.world.language.Questions;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureRenderer;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class TrainingPicturesTest {

  @Test
  void neverDrawsWhatIsHeldOut() {
    for (long index = 0; index < 5000; index++) {
      assertThat(Split.heldOut(TrainingPictures.picture(index))).isFalse();
      DrawingPrompt prompt = TrainingPictures.prompt(index);
      assertThat(Split.heldOut(prompt)).isFalse();
      assertThat(Split.heldOut(prompt.example())).isFalse();
    }
  }

  @Test
  void sharesNoPictureAndNoPromptWithTheHeldOutSets() {
    Set<String> pictures = new HashSet<>();
    HeldOut.questions().forEach(question -> pictures.add(question.picture().identity()));
    Set<String> prompts = new HashSet<>();
    HeldOut.prompts().forEach(prompt -> prompts.add(prompt.text().toLowerCase(Locale.ROOT)));
    for (long index = 0; index < 20_000; index++) {
      DrawingPrompt prompt = TrainingPictures.prompt(index);
      assertThat(pictures)
          .doesNotContain(TrainingPictures.picture(index).identity(), prompt.example().identity());
      assertThat(prompts).doesNotContain(prompt.text().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void sameNumberGivesSamePixels() {
    for (long index = 0; index < 50; index++) {
      Picture picture = TrainingPictures.picture(index);
      assertThat(PictureRenderer.image(picture))
          .isEqualTo(PictureRenderer.image(TrainingPictures.picture(index)));
      assertThat(TrainingPictures.prompt(index)).isEqualTo(TrainingPictures.prompt(index));
    }
  }

  @Test
  void neighbouringNumbersShareNoRandomness() {
    Set<Long> styles = new HashSet<>();
    for (long index = 0; index < 2000; index++) {
      assertThat(styles.add(TrainingPictures.picture(index).style())).isTrue();
      assertThat(styles.add(TrainingPictures.random(index).nextLong())).isTrue();
    }
  }

  @Test
  void everyPictureAnswersQuestions() {
    for (long index = 0; index < 2000; index++) {
      Picture picture = TrainingPictures.picture(index);
      List<Question> questions = Questions.about(picture, TrainingPictures.random(index));
      assertThat(questions).isNotEmpty().allMatch(q -> q.isAnsweredBy(q.answer()));
      assertThat(questions).extracting(Question::text).doesNotHaveDuplicates();
    }
  }

  @Test
  void contactSheetCanBeLookedAt() throws IOException {
    int side = Picture.SIDE;
    BufferedImage sheet = new BufferedImage(10 * side, 8 * side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 80; i++) {
      int[] packed = PictureRenderer.packed(TrainingPictures.picture(i));
      sheet.setRGB(i % 10 * side, i / 10 * side, side, side, packed, 0, side);
    }
    File file = new File("target/training-pictures.png");
    assertThat(ImageIO.write(sheet, "png", file)).isTrue();
    assertThat(file).isNotEmpty();
  }
}
