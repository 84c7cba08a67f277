package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Colour;
import ai.kelix.tiny.world.scene.Relation;
import ai.kelix.tiny.world.scene.ShapeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Understands the questions of the drawn world by their sentences. Stateless. */
public final class QuestionReader {

  /** A sentence and what the words in its gaps make of it. */
  private record Form(
      Template template, Function<List<String>, Optional<? extends Query>> meaning) {
    Optional<Query> read(String sentence) {
      return template.read(sentence).flatMap(meaning).map(query -> query);
    }
  }

  private static final List<Form> FORMS = forms();

  private QuestionReader() {}

  /**
   * Returns the meaning of a question; case and the final mark do not count.
   *
   * @return empty if the sentence is not of the documented language
   */
  public static Optional<Query> read(String sentence) {
    return FORMS.stream().map(form -> form.read(sentence)).flatMap(Optional::stream).findFirst();
  }

  private static List<Form> forms() {
    List<Form> forms = new ArrayList<>();
    one(forms, Phrasings.COLOUR, word -> ShapeKind.read(word).map(SceneQuery.ColourOf::new));
    one(forms, Phrasings.COUNT, words -> Thing.read(words).map(SceneQuery.Count::new));
    one(forms, Phrasings.COUNT, QuestionReader::countBars);
    one(forms, Phrasings.WHERE, words -> Thing.read(words).map(SceneQuery.Where::new));
    for (Relation relation : Relation.values()) {
      two(forms, Phrasings.lies(relation), (a, b) -> lies(a, relation, b));
      one(
          forms,
          Phrasings.beside(relation),
          words -> Thing.read(words).map(thing -> new SceneQuery.Beside(relation, thing)));
    }
    Phrasings.WORD.forEach(
        template -> forms.add(new Form(template, none -> Optional.of(new Query.ReadWord()))));
    one(forms, Phrasings.EXTREME, QuestionReader::extreme);
    two(forms, Phrasings.TALLER, (a, b) -> compare(a, true, b));
    two(forms, Phrasings.SHORTER, (a, b) -> compare(a, false, b));
    return List.copyOf(forms);
  }

  private static void one(
      List<Form> forms,
      List<Template> templates,
      Function<String, Optional<? extends Query>> meaning) {
    templates.forEach(
        template -> forms.add(new Form(template, words -> meaning.apply(words.get(0)))));
  }

  private static void two(
      List<Form> forms,
      List<Template> templates,
      BiFunction<String, String, Optional<? extends Query>> meaning) {
    templates.forEach(
        template ->
            forms.add(new Form(template, words -> meaning.apply(words.get(0), words.get(1)))));
  }

  private static Optional<Query> countBars(String words) {
    return words.equals(ChartQuery.CountBars.BARS)
        ? Optional.of(new ChartQuery.CountBars())
        : Optional.empty();
  }

  private static Optional<Query> extreme(String word) {
    return switch (word) {
      case ChartQuery.Extreme.TALLEST -> Optional.of(new ChartQuery.Extreme(true));
      case ChartQuery.Extreme.SHORTEST -> Optional.of(new ChartQuery.Extreme(false));
      default -> Optional.empty();
    };
  }

  private static Optional<Query> lies(String first, Relation relation, String second) {
    return Thing.read(first)
        .flatMap(a -> Thing.read(second).map(b -> new SceneQuery.Lies(a, relation, b)));
  }

  private static Optional<Query> compare(String first, boolean taller, String second) {
    return Colour.read(first)
        .flatMap(a -> Colour.read(second).map(b -> new ChartQuery.Compare(a, taller, b)));
  }
}
