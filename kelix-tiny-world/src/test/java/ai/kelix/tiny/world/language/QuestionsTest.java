package ai.kelix.tiny.world.language;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kelix.tiny.world.scene.Colour;
import ai.kelix.tiny.world.scene.Item;
import ai.kelix.tiny.world.scene.Picture;
import ai.kelix.tiny.world.scene.PictureGenerator;
import ai.kelix.tiny.world.scene.Relation;
import ai.kelix.tiny.world.scene.ShapeKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private static final Picture.Scene SCENE =
      new Picture.Scene(
          List.of(
              new Item(ShapeKind.CIRCLE, Colour.RED, 20, 20, 30),
              new Item(ShapeKind.SQUARE, Colour.BLUE, 90, 22, 30),
              new Item(ShapeKind.STAR, Colour.RED, 56, 90, 30)),
          1);

  private static final Picture.Chart CHART =
      new Picture.Chart(
          List.of(new Picture.Bar(Colour.PINK, 3), new Picture.Bar(Colour.CYAN, 7)), 1);

  @Test
  void answersInTheDocumentedWords() {
    assertThat(answer("What color is the square?", SCENE)).contains("blue");
    assertThat(answer("what colour is the square", SCENE)).contains("blue");
    assertThat(answer("How many shapes are there?", SCENE)).contains("3");
    assertThat(answer("How many red shapes do you see?", SCENE)).contains("2");
    assertThat(answer("How many green circles are in the picture?", SCENE)).contains("0");
    assertThat(answer("Where is the blue square?", SCENE)).contains("top right");
    assertThat(answer("In which part of the picture is the star?", SCENE)).contains("bottom");
    assertThat(answer("Is the red circle left of the blue square?", SCENE)).contains("yes");
    assertThat(answer("Is the red star above the blue square?", SCENE)).contains("no");
    assertThat(answer("What is right of the red star?", SCENE)).contains("blue square");
    assertThat(answer("Read the word.", new Picture.Word("cat", 1))).contains("cat");
    assertThat(answer("What color is the tallest bar?", CHART)).contains("cyan");
    assertThat(answer("Which bar is the shortest?", CHART)).contains("pink");
    assertThat(answer("How many bars are there?", CHART)).contains("2");
    assertThat(answer("Is the pink bar taller than the cyan bar?", CHART)).contains("no");
    assertThat(answer("Is the pink bar shorter than the cyan bar?", CHART)).contains("yes");
  }

  @Test
  void leavesOpenWhatThePictureLeavesInDoubt() {
    assertThat(answer("What color is the triangle?", SCENE)).isEmpty();
    assertThat(answer("Where is the red shape?", SCENE)).isEmpty();
    assertThat(answer("Is the red circle above the blue square?", SCENE)).isEmpty();
    assertThat(answer("What is above the red star?", SCENE)).isEmpty();
    assertThat(answer("Read the word.", SCENE)).isEmpty();
    assertThat(answer("Is the pink bar taller than the red bar?", CHART)).isEmpty();
  }

  @Test
  void comparisonsAreAnsweredByYesAsOftenAsByNo() {
    List<Question> left =
        Questions.comparisons(SCENE, List.of(Relation.LEFT_OF), new SplittableRandom(1));
    assertThat(left).hasSize(6).allMatch(q -> q.kind() == QuestionKind.RELATION);
    assertThat(left).filteredOn(q -> q.answer().equals("yes")).hasSize(3);
    assertThat(left).filteredOn(q -> q.answer().equals("no")).hasSize(3);
    assertThat(Questions.comparisons(CHART, List.of(Relation.values()), new SplittableRandom(1)))
        .isEmpty();
  }

  @Test
  void readsNothingIntoOtherSentences() {
    assertThat(QuestionReader.read("How many dogs are there?")).isEmpty();
    assertThat(QuestionReader.read("Where am I?")).isEmpty();
    assertThat(QuestionReader.read("")).isEmpty();
  }

  @Test
  void everyQuestionReadsBackToItsAnswer() {
    SplittableRandom random = new SplittableRandom(3);
    Map<QuestionKind, Map<String, Integer>> answers = new EnumMap<>(QuestionKind.class);
    for (int i = 0; i < 3000; i++) {
      Picture picture = any(i, random);
      for (Question question : Questions.about(picture, random)) {
        assertThat(answer(question.text(), picture))
            .as(question.text())
            .contains(question.answer());
        answers
            .computeIfAbsent(question.kind(), kind -> new TreeMap<>())
            .merge(question.answer(), 1, Integer::sum);
      }
    }
    assertThat(answers).containsOnlyKeys(QuestionKind.values());
    assertThat(answers.get(QuestionKind.COLOUR)).hasSize(Colour.values().length);
    assertThat(answers.get(QuestionKind.COUNT)).containsOnlyKeys("0", "1", "2", "3", "4");
    assertThat(answers.get(QuestionKind.POSITION)).hasSize(9);
    Map<String, Integer> relations = answers.getOrDefault(QuestionKind.RELATION, Map.of());
    double yes = relations.getOrDefault("yes", 0);
    assertThat(yes / relations.getOrDefault("no", 0)).isBetween(0.9, 1.1);
  }

  private static Picture any(int number, SplittableRandom random) {
    return switch (number % 3) {
      case 0 -> PictureGenerator.scene(random);
      case 1 -> PictureGenerator.word(random);
      default -> PictureGenerator.chart(random);
    };
  }

  private static Optional<String> answer(String question, Picture picture) {
    return QuestionReader.read(question).flatMap(query -> query.answer(picture));
  }
}
