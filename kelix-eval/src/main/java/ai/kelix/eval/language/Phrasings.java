package ai.kelix.eval.language;

import ai.kelix.eval.scene.Item;
import ai.kelix.eval.scene.ShapeKind;
import java.util.SplittableRandom;

/** The sentences of the drawn world. */
final class Phrasings {

  private Phrasings() {}

  static String colour(ShapeKind shape, SplittableRandom random) {
    return pick(random, "What color is the %s?", "Which color does the %s have?")
        .formatted(shape.word());
  }

  static String count(String things, SplittableRandom random) {
    return pick(random, "How many %s are there?", "How many %s do you see?").formatted(things);
  }

  static String where(Item item, SplittableRandom random) {
    return pick(random, "Where is the %s?", "In which part of the picture is the %s?")
        .formatted(item.phrase());
  }

  static String relation(Item first, String claim, Item second) {
    return "Is the %s %s the %s?".formatted(first.phrase(), claim, second.phrase());
  }

  static String word(SplittableRandom random) {
    return pick(random, "What word is written?", "Read the word.", "What does it say?");
  }

  static String extreme(String which, SplittableRandom random) {
    return pick(random, "What color is the %s bar?", "Which bar is the %s?").formatted(which);
  }

  static String pick(SplittableRandom random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
