package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Relation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The sentences of the drawn world, each kind in one place for writing and for reading. */
final class Phrasings {
  static final List<Template> COLOUR =
      Template.all(
          "What color is the {}?", "What colour is the {}?", "Which color does the {} have?");

  static final List<Template> COUNT =
      Template.all(
          "How many {} are there?", "How many {} do you see?", "How many {} are in the picture?");

  static final List<Template> WHERE =
      Template.all("Where is the {}?", "In which part of the picture is the {}?");

  static final List<Template> WORD =
      Template.all(
          "What word is written?", "Read the word.", "What does it say?", "What is the word?");

  static final List<Template> EXTREME =
      Template.all(
          "What color is the {} bar?", "What colour is the {} bar?", "Which bar is the {}?");

  static final List<Template> TALLER = Template.all("Is the {} bar taller than the {} bar?");

  static final List<Template> SHORTER = Template.all("Is the {} bar shorter than the {} bar?");

  static final List<String> DESCRIBE =
      List.of("Describe the picture.", "What is in the picture?", "Describe everything you see.");

  private static final Map<Relation, List<Template>> LIES = new EnumMap<>(Relation.class);
  private static final Map<Relation, List<Template>> BESIDE = new EnumMap<>(Relation.class);

  static {
    for (Relation relation : Relation.values()) {
      LIES.put(relation, Template.all("Is the {} " + relation.phrase() + " the {}?"));
      BESIDE.put(relation, Template.all("What is " + relation.phrase() + " the {}?"));
    }
  }

  private Phrasings() {}

  /** "Is the red circle left of the blue square?" */
  static List<Template> lies(Relation relation) {
    return LIES.getOrDefault(relation, List.of());
  }

  /** "What is left of the red circle?" */
  static List<Template> beside(Relation relation) {
    return BESIDE.getOrDefault(relation, List.of());
  }

  static List<String> filled(List<Template> templates, String... values) {
    return templates.stream().map(template -> template.fill(values)).toList();
  }

  static <T> T pick(SplittableRandom random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
