package ai.kelix.tiny.world.language;

import ai.kelix.tiny.world.scene.Picture;
import java.util.List;
import java.util.Optional;

/**
 * The meaning of a question, whatever its phrasing: the one place that knows which answer is right.
 */
public sealed interface Query permits SceneQuery, ChartQuery, Query.ReadWord {

  /** Returns the category. */
  QuestionKind kind();

  /**
   * Returns the right answer.
   *
   * @return lower case, without punctuation; empty if the picture is of another sort or leaves
   *     doubt
   */
  Optional<String> answer(Picture picture);

  /** Returns all sentences that ask this, at least one. */
  List<String> phrasings();

  /** Asks for the word that is drawn. */
  record ReadWord() implements Query {
    @Override
    public QuestionKind kind() {
      return QuestionKind.WORD;
    }

    @Override
    public Optional<String> answer(Picture picture) {
      return picture instanceof Picture.Word word ? Optional.of(word.text()) : Optional.empty();
    }

    @Override
    public List<String> phrasings() {
      return Phrasings.filled(Phrasings.WORD);
    }
  }
}
